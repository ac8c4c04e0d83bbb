using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>
/// Whether a token works at this moment. An app that can't introspect learns it from the identity URL.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SfToken", DefaultParameterSetName = NameSet, HelpUri = HelpPages + "Test-SfToken.md")]
[OutputType(typeof(bool))]
public sealed class TestSfTokenCommand : SfAppCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";
    private const string AccessTokenSet = "AccessToken";

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

    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter(ParameterSetName = AccessTokenSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateSet("access_token", TokenQuery.RefreshTokenHint)]
    public string TokenTypeHint { get; set; } = "access_token";

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        new TokenQuery(this, AccessToken, ClientId, TokenTypeHint).Run(
            Name,
            Token,
            async (query, asked) =>
            {
                bool introspects =
                    Introspection.CanIntrospect(asked.Client) || TokenTypeHint == TokenQuery.RefreshTokenHint;
                bool works = introspects ? (await query.IntrospectAsync(asked)).Active : await IsAnsweredAsync(asked);
                // One pipeline may ask several orgs.
                await Pipeline.WriteAsync(() => WriteObject(ConnectionNote.Add(works, asked.Connection)));
            }
        );

    private async Task<bool> IsAnsweredAsync(AskedToken asked)
    {
        await Pipeline.WriteAsync(() =>
            WriteVerbose(
                "The app has no secret and no key to introspect with; whether the token works is seen by asking "
                    + "whose it is."
            )
        );
        try
        {
            await IdentityQuery.SendAsync(
                asked.Value,
                asked.Client.LoginUrl,
                asked.Id,
                asked.InstanceUrl,
                CreateTransport(),
                Clock,
                Cancelled
            );
            return true;
        }
        catch (ProtocolException exception) when (exception.Problem == Problem.AccessTokenExpired)
        {
            return false;
        }
    }
}
