using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Commands;

/// <summary>Whose token it is: asked at the org, or read from its id token once that is checked.</summary>
[Cmdlet(
    VerbsCommon.Get,
    "SfIdentity",
    DefaultParameterSetName = NameSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Get-SfIdentity.md"
)]
[OutputType(typeof(Identity))]
public sealed class GetSfIdentityCommand : SfAppCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ConnectionName(LeavesTokens = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
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
            Array.ForEach([.. ExpandNames(Name, Vault)], IdentifySaved);
    }

    private void Identify(Token token)
    {
        ErrorContext context = ErrorContext.For(token.Name);
        context.LoginUrl = token.LoginUrl;
        RunWork(context, () => WriteIdentityAsync(token));
    }

    private void IdentifySaved(string? name)
    {
        ErrorContext context = ErrorContext.For(name);
        ReportErrors(
            context,
            () =>
            {
                RefreshOptions options = RefreshOptions.WhenStale(maxAge: null, Clock) with { Client = ReadOverride() };
                RunOn(
                    context,
                    name,
                    Vault,
                    async (store, connection) =>
                    {
                        if (await FindAsync(store, connection, options) is not ConnectionRecord record)
                            return;
                        context.LoginUrl = record.Client.LoginUrl.Value;
                        await WriteIdentityAsync(store.ToToken(connection, record));
                    }
                );
            }
        );
    }

    // A refresh may bring no new id token, and a dead access token doesn't matter to the one there is.
    private async Task<ConnectionRecord?> FindAsync(ConnectionStore store, string name, RefreshOptions options) =>
        FromIdToken
            ? await store.RequireAsync(name, Cancelled)
            : await new ConnectionRefresh(store).RunAsync(
                name,
                options with
                {
                    Confirm = request => ConfirmAsync(store, name, request),
                },
                Cancelled
            );

    private async Task WriteIdentityAsync(Token token)
    {
        string action = FromIdToken ? "Read the id token, and GET the org's keys to check it" : "GET the identity";
        if (!await ConfirmAsync(token.Name is null ? $"{token}" : $"connection '{token.Name}': {token}", action))
            return;
        Identity identity = FromIdToken
            ? await ReadIdTokenAsync(token)
            : await IdentityQuery.SendAsync(token, CreateTransport(), Clock, Cancelled);
        await Pipeline.WriteAsync(() => WriteObject(identity));
    }

    private async Task<Identity> ReadIdTokenAsync(Token token)
    {
        var login = Hosts.LoginUrl.FromSaved(token.LoginUrl);
        // Where it was asked for, its absence is a sign of somebody in between.
        if (token.IdToken is null && !token.Scope.Contains(ProtocolNames.OpenIdScope))
            throw new SfOAuthException(
                Problem.ScopeMissing,
                $"The login at {login.Host} has no id token; it gets one for the scope '{ProtocolNames.OpenIdScope}'."
            );
        IdTokenClaims claims = await IdTokenValidation.RunAsync(
            SecureText.Reveal(token.IdToken),
            login,
            token.ClientId,
            nonce: null,
            CreateTransport(),
            Clock,
            Cancelled
        );
        return claims.ToIdentity();
    }
}
