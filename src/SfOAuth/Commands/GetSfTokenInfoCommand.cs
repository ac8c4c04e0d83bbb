using System.Management.Automation;
using System.Security;
using SfOAuth.Connections;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>What the org knows of a token: whether it is active, until when, whose it is and what for.</summary>
[Cmdlet(VerbsCommon.Get, "SfTokenInfo", DefaultParameterSetName = NameSet, HelpUri = HelpPages + "Get-SfTokenInfo.md")]
[OutputType(typeof(TokenInfo))]
public sealed class GetSfTokenInfoCommand : SfAppCommand
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
                TokenInfo info = await query.IntrospectAsync(asked);
                await Pipeline.WriteAsync(() => WriteObject(info));
            }
        );
}
