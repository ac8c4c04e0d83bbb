using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Binding;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.Vault;

namespace SfOAuth.Pipeline;

/// <summary>Base of the cmdlets that ask the token endpoint.</summary>
public abstract class SfTokenCommand : SfRequestCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

    [Parameter]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    [Parameter]
    public ClientAuthentication ClientAuthentication { get; set; }

    [Parameter]
    public ResponseFormat ResponseFormat { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The app as the parameters describe it. Says so when the login URL had to be put right.</summary>
    /// <exception cref="InputException">The login URL or a secret can't be used.</exception>
    private protected ClientSettings ReadClient(string clientId)
    {
        var loginUrl = Hosts.LoginUrl.Parse(LoginUrl);
        if (loginUrl.Correction is not null)
            WriteWarning(loginUrl.Correction);
        RequireSecret(ClientSecret, nameof(ClientSecret));
        return new ClientSettings
        {
            LoginUrl = loginUrl,
            ClientId = clientId.Trim(),
            ClientSecret = ClientSecret,
            Authentication = ClientAuthentication,
            ResponseFormat = ResponseFormat,
        };
    }

    /// <summary>A saved app with what the parameters name put in its place: how a rotated consumer secret gets in.</summary>
    private protected ClientSettings Override(ClientSettings saved)
    {
        bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
        ClientSettings given = ReadClient(saved.ClientId);
        return new ClientSettings
        {
            LoginUrl = IsBound(nameof(LoginUrl)) ? given.LoginUrl : saved.LoginUrl,
            ClientId = saved.ClientId,
            ClientSecret = given.ClientSecret ?? saved.ClientSecret,
            Authentication = IsBound(nameof(ClientAuthentication)) ? given.Authentication : saved.Authentication,
            ResponseFormat = IsBound(nameof(ResponseFormat)) ? given.ResponseFormat : saved.ResponseFormat,
        };
    }

    /// <exception cref="InputException">The secret is empty or a placeholder; a missing one passes.</exception>
    private protected static void RequireSecret(SecureString? secret, string parameter)
    {
        if (secret?.Length == 0)
            throw new InputException(Problem.ParameterInvalid, $"-{parameter} is empty. Leave it out if there is none.");
        if (SecureText.IsCliRedaction(secret))
            throw new InputException(Problem.SecretRedacted, $"-{parameter} holds the text the Salesforce CLI prints in place of a secret, not the secret.");
    }

    private protected SecretManagementVault OpenVault(string? vault) => new(VaultRegistry.Resolve(vault), Pipeline);

    /// <summary>Asks for the user's leave, showing the request with its secrets masked.</summary>
    private protected Task<bool> ConfirmAsync(TokenRequest request)
        => Pipeline.AskAsync(() => ShouldProcess(request.Endpoint, $"POST {request}"));

    /// <summary>One record's work: its token is written, or its error, and the next record has its turn.</summary>
    private protected async Task WriteResultAsync(ErrorContext context, Func<Task<Token?>> work)
    {
        try
        {
            if (await work().ConfigureAwait(false) is Token token)
                await Pipeline.WriteAsync(() => WriteObject(token)).ConfigureAwait(false);
        }
        catch (SfOAuthException exception)
        {
            await Pipeline.WriteAsync(() => WriteError(ErrorRecords.From(exception, context))).ConfigureAwait(false);
        }
        catch (ConnectionNotSavedException exception)
        {
            // The tokens first: they are all there is of the login now.
            await Pipeline.WriteAsync(() => WriteObject(exception.Token)).ConfigureAwait(false);
            await Pipeline.WriteAsync(() => WriteError(ErrorRecords.From(exception, context))).ConfigureAwait(false);
        }
    }
}
