using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Ends a token at the org. One the org does not know counts as ended.</summary>
[Cmdlet(
    VerbsSecurity.Revoke,
    "SfToken",
    DefaultParameterSetName = TokenSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Revoke-SfToken.md"
)]
[OutputType(typeof(void))]
public sealed class RevokeSfTokenCommand : SfNetworkCommand
{
    private const string TokenSet = "Token";
    private const string AccessTokenSet = "AccessToken";
    private const string RefreshTokenSet = "RefreshToken";
    private const string AccessTokenHint = "access_token";
    private const string RefreshTokenHint = "refresh_token";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    [Parameter(ParameterSetName = TokenSet)]
    [ValidateSet(AccessTokenHint, RefreshTokenHint)]
    public string? TokenTypeHint { get; set; }

    [Parameter(ParameterSetName = AccessTokenSet)]
    [Parameter(ParameterSetName = RefreshTokenSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public string LoginUrl { get; set; } = Hosts.LoginUrl.Production;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Token?.Name);
        string login = Token?.LoginUrl ?? LoginUrl;
        ReportErrors(
            context,
            () =>
            {
                LoginUrl parsed = new AppParameters(this).ReadLogin(login, context);
                (string token, string hint) = Choose();
                RunWork(context, () => RevokeAsync(parsed, token, hint));
            }
        );
    }

    /// <exception cref="StorageException">There is no refresh token.</exception>
    private (string Token, string Hint) Choose()
    {
        SecureString? refreshToken = Token is null ? RefreshToken : Token.RefreshToken;
        string hint = TokenTypeHint ?? (refreshToken is null ? AccessTokenHint : RefreshTokenHint);
        if (hint == AccessTokenHint)
            return (GivenText.ReadToken(Token?.AccessToken ?? AccessToken!, nameof(AccessToken)), hint);
        return (
            GivenText.ReadToken(refreshToken, nameof(RefreshToken))
                ?? throw new StorageException(
                    Problem.RefreshTokenMissing,
                    "The token was issued without a refresh token."
                ),
            hint
        );
    }

    private async Task RevokeAsync(LoginUrl login, string given, string hint)
    {
        // A session's login is the object's own. Under a name there may be another sign-in by now, which is not meant.
        string token =
            Token?.SessionId is not null && hint == RefreshTokenHint
                ? await CurrentLogin.RefreshTokenOfAsync(this, Token) ?? given
                : given;
        var client = new ClientSettings { LoginUrl = login, ClientId = Token?.ClientId ?? "" };
        var request = Revocation.Prepare(client, token, hint, proves: false);
        string target = Token?.Name is null ? request.Endpoint : $"connection '{Token.Name}' at {request.Endpoint}";
        if (!await ConfirmAsync(target, $"POST {request}"))
            return;
        bool known = await Revocation.SendAsync(client, token, hint, CreateTransport(), Clock, Cancelled);
        bool hasAnother =
            !known
            && Token?.Name is not null
            && await CurrentLogin.RefreshTokenOfAsync(this, Token) is string newest
            && newest != token;
        await Pipeline.WriteAsync(() =>
        {
            WriteVerbose(
                known
                    ? $"{login.Host} revoked the token."
                    : $"{login.Host} does not know the token: it was revoked or had expired before."
            );
            if (Token is { Name: string name })
                WriteWarning(AfterwardsOf(name, hint, hasAnother));
        });
    }

    private string AfterwardsOf(string name, string hint, bool hasAnother) =>
        (hint == AccessTokenHint && Token?.RefreshToken is not null, hasAnother) switch
        {
            (true, _) =>
                $"The connection '{name}' stays saved with an access token that is dead now: 'Update-SfAccessToken "
                    + $"{name}' gets a new one.",
            (false, false) =>
                $"The connection '{name}' stays saved with a login that is dead now: 'Disconnect-SfOrg {name}' "
                    + "forgets it.",
            _ => $"The org does not know the token: it was revoked, or a refresh has replaced it. '{name}' has another "
                + $"one by now, and its login may live on: 'Disconnect-SfOrg {name}' ends it, and forgets it.",
        };
}
