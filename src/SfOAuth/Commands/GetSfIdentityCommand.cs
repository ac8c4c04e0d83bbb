using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Whose token it is: asked at the org, or read from its id token once that is checked.</summary>
[Cmdlet(VerbsCommon.Get, "SfIdentity", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(Identity))]
public sealed class GetSfIdentityCommand : SfAppCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter]
    public SwitchParameter FromIdToken { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Token is not null)
            Identify(Token);
        else if (Name.Length == 0)
            IdentifySaved(name: null);
        else
            Array.ForEach(Name, IdentifySaved);
    }

    private void Identify(Token token)
    {
        ErrorContext context = ErrorContext.For(token.Name);
        context.LoginUrl = token.LoginUrl;
        Run(context, () => WriteIdentityAsync(token));
    }

    private void IdentifySaved(string? name)
    {
        ErrorContext context = ErrorContext.For(name);
        Try(context, () =>
        {
            var freshness = new Freshness(maxAge: null);
            var options = new RefreshOptions
            {
                Client = ReadOverride(new ErrorContext()),
                Confirm = ConfirmAsync,
                IsFresh = record => freshness.IsFresh(record, Clock.UtcNow),
            };
            RunInVault(context, Vault, async vault =>
            {
                if (await FindAsync(vault, name, options).ConfigureAwait(false) is not Token token)
                    return;
                context.LoginUrl = token.LoginUrl;
                await WriteIdentityAsync(token).ConfigureAwait(false);
            });
        });
    }

    private async Task<Token?> FindAsync(SecretManagementVault vault, string? name, RefreshOptions options)
    {
        string connection = name is null ? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false) : ConnectionName.Require(name);
        ConnectionServices services = ServicesOf(vault);
        // A refresh may bring no new id token, and a dead access token doesn't matter to the one there is.
        return FromIdToken
            ? await new ConnectionRead(services).RunAsync(connection, _ => true, Cancelled).ConfigureAwait(false)
            : await new ConnectionRefresh(services).RunAsync(connection, options, Cancelled).ConfigureAwait(false);
    }

    private async Task WriteIdentityAsync(Token token)
    {
        string action = FromIdToken ? "Read the id token, and GET the org's keys to check it" : "GET the identity";
        if (!await Pipeline.AskAsync(() => ShouldProcess($"{token}", action)).ConfigureAwait(false))
            return;
        Identity identity = FromIdToken
            ? await ReadIdTokenAsync(token).ConfigureAwait(false)
            : await IdentityQuery.SendAsync(token, CreateTransport(), Clock, Cancelled).ConfigureAwait(false);
        await Pipeline.WriteAsync(() => WriteObject(identity)).ConfigureAwait(false);
    }

    private async Task<Identity> ReadIdTokenAsync(Token token)
    {
        var login = Hosts.LoginUrl.Parse(token.LoginUrl);
        IdTokenClaims claims = await IdTokenValidation.RunAsync(token.IdToken, login, token.ClientId, nonce: null, CreateTransport(), Clock, Cancelled).ConfigureAwait(false);
        return claims.ToIdentity();
    }
}
