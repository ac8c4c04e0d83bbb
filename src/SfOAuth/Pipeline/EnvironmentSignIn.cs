using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>
/// A sign-in by what pipelines and containers keep in their variables. Which flow it is, the variables say: an sfdx
/// auth URL, a private key with a user, a refresh token, or the app's own secret, in this order.
/// </summary>
internal sealed class EnvironmentSignIn(SfAppCommand command)
{
    // What would be a sign-in to something else. What only a browser needs may have a default, and does no harm.
    private static readonly string[] _contrary =
    [
        nameof(SfAppCommand.LoginUrl),
        nameof(SfAppCommand.ClientSecret),
        nameof(SfAppCommand.ClientAuthentication),
        nameof(SfAppCommand.KeyPath),
        nameof(SfAppCommand.KeyPassword),
        nameof(SfAppCommand.Certificate),
        nameof(SfAppCommand.KeySecret),
        nameof(SfAppCommand.ResponseFormat),
        nameof(ConnectSfOrgCommand.Scope),
        nameof(ConnectSfOrgCommand.LoginHint),
    ];

    /// <summary>To be called on the pipeline's thread.</summary>
    /// <param name="context">Learns the host.</param>
    /// <param name="name">Null for a login of this session.</param>
    /// <param name="vault">The user's -Vault.</param>
    /// <exception cref="SfOAuthException">The variables are not those of any flow, or hold what can't be
    /// used.</exception>
    internal void Run(ErrorContext context, string? name, string? vault)
    {
        RequireNothingContrary();
        if (SignInVariables.Read(SignInVariables.AuthUrl) is string url)
            SignInByUrl(context, name, vault, SfdxAuthUrl.Parse(url));
        else if (SignInVariables.Read(SignInVariables.PrivateKey) is string key)
            SignInByKey(context, name, vault, key);
        else if (SignInVariables.Read(SignInVariables.RefreshToken) is string refreshToken)
            SignInByToken(context, name, vault, ReadClient(context), refreshToken, SignInVariables.RefreshToken);
        else if (SignInVariables.Read(SignInVariables.ClientSecret) is not null)
            SignInAsApp(context, name, vault);
        else
            throw NoFlow();
    }

    private void SignInByUrl(ErrorContext context, string? name, string? vault, SfdxAuthUrl url)
    {
        string? login = SignInVariables.Read(SignInVariables.LoginUrl);
        ClientSettings client = new()
        {
            LoginUrl = login is null ? url.RequireLoginUrl() : ReadLogin(login, context),
            ClientId = url.ClientId,
            ClientSecret = SignInVariables.Read(SignInVariables.ClientSecret) ?? url.ClientSecret,
        };
        SignInByToken(context, name, vault, client, url.RefreshToken, SignInVariables.AuthUrl);
    }

    private void SignInByToken(
        ErrorContext context,
        string? name,
        string? vault,
        ClientSettings client,
        string refreshToken,
        string variable
    )
    {
        bool isReplaced = false;
        var login = new LoginRunner(command)
        {
            Accept = response =>
            {
                isReplaced = response.RefreshToken is not null && response.RefreshToken != refreshToken;
                return Task.FromResult(response.WithRefreshToken(response.RefreshToken ?? refreshToken));
            },
            // A warning may end the command, so the new token is saved before it.
            WhenSaved = () =>
            {
                if (isReplaced)
                    command.WriteWarning(Rotated(name, variable));
            },
        };
        login.Run(context, name, vault, client, AuthorizationGrant.RefreshToken, Refresh.Prepare(client, refreshToken));
    }

    private void SignInByKey(ErrorContext context, string? name, string? vault, string key)
    {
        string username =
            SignInVariables.Read(SignInVariables.Username)
            ?? throw Missing(SignInVariables.Username, SignInVariables.PrivateKey);
        ClientSettings client = ReadClient(context) with
        {
            ClientSecret = null,
            Key = SigningKey.OfText(key, SignInVariables.Read(SignInVariables.PrivateKeyPassword)),
            Authentication = ClientAuthentication.PrivateKeyJwt,
        };
        var grant = AuthorizationGrant.Jwt(username, Audience.Of(client.LoginUrl));
        new LoginRunner(command).Run(
            context,
            name,
            vault,
            client,
            grant,
            JwtBearer.Prepare(client, username, grant.Audience!)
        );
    }

    private void SignInAsApp(ErrorContext context, string? name, string? vault)
    {
        ClientSettings client = ReadClient(context);
        new LoginRunner(command).Run(
            context,
            name,
            vault,
            client,
            AuthorizationGrant.ClientCredentials,
            ClientCredentials.Prepare(client)
        );
    }

    // The next run with the same variable would end the login (RFC 9700, 4.14.2).
    private static string Rotated(string? name, string variable) =>
        $"The org has replaced the refresh token in {variable}, which is of no use any more and must not be sent "
        + "again. The new one is "
        + (
            name is null
                ? "in this session alone: for more than one run, save the login with -Name"
                : $"saved as '{name}'"
        )
        + ", or use an app that doesn't rotate refresh tokens, or Request-SfJwtToken.";

    private void RequireNothingContrary()
    {
        string? other = _contrary.FirstOrDefault(command.IsBound);
        if (other is not null)
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"-{other} can't go with -FromEnvironment, where the variables say it all."
            );
    }

    private ClientSettings ReadClient(ErrorContext context) =>
        new()
        {
            LoginUrl = ReadLogin(
                SignInVariables.Read(SignInVariables.LoginUrl)
                    ?? throw Missing(SignInVariables.LoginUrl, SignInVariables.ClientId),
                context
            ),
            ClientId =
                SignInVariables.Read(SignInVariables.ClientId)
                ?? throw Missing(SignInVariables.ClientId, SignInVariables.LoginUrl),
            ClientSecret = SignInVariables.Read(SignInVariables.ClientSecret),
        };

    private LoginUrl ReadLogin(string login, ErrorContext context) =>
        new AppParameters(command).ReadLogin(login, context);

    private static SfOAuthException NoFlow() =>
        new(
            Problem.ParameterInvalid,
            $"-FromEnvironment finds nothing to sign in with: {SignInVariables.AuthUrl}, {SignInVariables.PrivateKey}, "
                + $"{SignInVariables.RefreshToken} and {SignInVariables.ClientSecret} are all empty or not set."
        );

    private static SfOAuthException Missing(string missing, string given) =>
        new(
            Problem.ParameterInvalid,
            $"-FromEnvironment finds no environment variable {missing}, which goes with {given}."
        );
}
