using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>What to do where the server refused a login: its tokens, its code, its user.</summary>
internal static class LoginRemedies
{
    internal static RemedyTable Table { get; } =
        new()
        {
            { Problem.RefreshTokenExpired, ErrorCategory.AuthenticationError, RefreshTokenExpired },
            {
                Problem.RefreshInterrupted,
                ErrorCategory.AuthenticationError,
                context =>
                    "The login can't be saved any more: its token was in an answer that nobody received or stored. "
                    + $"{SignIn(context)}"
            },
            {
                Problem.RefreshInProgress,
                ErrorCategory.ResourceBusy,
                "Somebody else is refreshing this login right now. Wait a moment and run the command again; do not "
                    + "reuse the old "
                    + "refresh token elsewhere."
            },
            {
                Problem.UserInactive,
                ErrorCategory.PermissionDenied,
                "Ask an admin to activate or unfreeze the user (Setup, Users), then sign in again."
            },
            {
                Problem.OrgInactive,
                ErrorCategory.PermissionDenied,
                "The org is locked, closed or suspended; ask its admin or Salesforce Support."
            },
            {
                Problem.CodeExpired,
                ErrorCategory.AuthenticationError,
                "A code works once and for a few minutes. Make a new URL with Get-SfAuthorizeUrl, or sign in again "
                    + "with Connect-SfOrg."
            },
            {
                Problem.CodeInvalid,
                ErrorCategory.AuthenticationError,
                context =>
                    "Paste the whole address the browser ended "
                    + $"on{context.If("ResponseUrl", " with -ResponseUrl")}, and use the "
                    + "client id and login URL the URL was made with. Then sign in again for a new code."
            },
            {
                Problem.CodeVerifierRejected,
                ErrorCategory.AuthenticationError,
                "The code was asked for with another verifier. Pass the request object that made the URL: each call of "
                    + "Get-SfAuthorizeUrl has a verifier of its own. Sign in again for a new code."
            },
            {
                Problem.CodeVerifierMissing,
                ErrorCategory.AuthenticationError,
                "The URL was made with PKCE: pipe the request object of Get-SfAuthorizeUrl, or pass its "
                    + "CodeVerifier. Sign in again "
                    + "for a new code."
            },
            {
                Problem.CodeChallengeMissing,
                ErrorCategory.AuthenticationError,
                "The app requires PKCE: make the URL with Get-SfAuthorizeUrl without -NoPkce."
            },
            {
                Problem.AssertionExpired,
                ErrorCategory.AuthenticationError,
                "Set this machine's clock (time, date and time zone): an assertion lives three minutes by it."
            },
            { Problem.AudienceInvalid, ErrorCategory.InvalidArgument, AudienceInvalid },
            {
                Problem.AssertionInvalid,
                ErrorCategory.AuthenticationError,
                "Check that the private key belongs to the certificate uploaded to the app ('Use digital "
                    + "signatures'), that the client "
                    + "id is this app's, and that the user name is one of this org's: a sandbox has its own."
            },
            { Problem.CredentialInvalid, ErrorCategory.AuthenticationError, CredentialInvalid },
            {
                Problem.AccessTokenExpired,
                ErrorCategory.AuthenticationError,
                context =>
                    context.Connection is null || context.IsNew
                        ? "The token has expired or was revoked; get a new one."
                        : $"Get a new one: Update-SfAccessToken {context.Connection}."
            },
            {
                Problem.AccessDenied,
                ErrorCategory.PermissionDenied,
                "Somebody chose Deny, or the app's policy admits only users approved by an admin. Sign in again "
                    + "and choose Allow."
            },
            {
                Problem.LoginRestricted,
                ErrorCategory.PermissionDenied,
                "The user's profile or the app restricts IP addresses or login hours; ask an admin, or run from a "
                    + "permitted address."
            },
        };

    /// <summary>How to make the login anew, by what it rests on.</summary>
    internal static string SignIn(ErrorContext context) =>
        (context.Refusal?.Request, context) switch
        {
            (RequestKind.JwtBearer, _) => "Make the login anew with Request-SfJwtToken.",
            (RequestKind.ClientCredentials, _) => "Make the login anew with Request-SfClientCredentialsToken.",
            (RequestKind.Password, _) => "Make the login anew with Request-SfPasswordToken.",
            (_, { FromEnvironment: true }) =>
                "Sign in again with Connect-SfOrg, and set the variable to what Export-SfConnection -AsAuthUrl gives.",
            (_, { Connection: null }) => "Sign in again with Connect-SfOrg.",
            (_, { IsNew: true }) => $"Sign in: Connect-SfOrg with -ClientId, -LoginUrl and -Name {context.Connection}.",
            _ => $"Sign in again: Connect-SfOrg -Name {context.Connection}.",
        };

    private static string RefreshTokenExpired(ErrorContext context)
    {
        const string Ended =
            "revoked (as all are by a new consumer key or secret of the app), idle too long, replaced by a refresh "
            + "elsewhere, pushed out by a sixth approval, or never meant to be refreshed by the app's refresh token "
            + "policy";
        // A token that was brought along is most often alive, and of another host or app than those it was given with.
        bool isBroughtAlong =
            context.Has("RefreshToken") && context.Has("ClientId") && (context.IsNew || context.Connection is null);
        return isBroughtAlong
            ? $"Check first that the token is of an org behind {context.Host}: one of a sandbox needs "
                + "-LoginUrl sandbox, or the sandbox's My Domain. Then check that the client id is that of the app "
                + "it was made for. "
                + $"If both are right, the login has ended: {Ended}. {SignIn(context)}"
            : $"The login has ended: {Ended}. {SignIn(context)}";
    }

    private static string AudienceInvalid(ErrorContext context)
    {
        const string Choice =
            "'https://login.salesforce.com' for production, 'https://test.salesforce.com' for a sandbox, "
            + "the site's URL for an Experience Cloud site";
        return context.Has("Audience")
            ? $"Pass -Audience: {Choice}. Check that -LoginUrl is of the same kind of org."
            : $"Make the login anew with Request-SfJwtToken, and give it an -Audience: {Choice}.";
    }

    private static string CredentialInvalid(ErrorContext context)
    {
        string check =
            "check the user name, the password, and the security token"
            + context.If("SecurityToken", " (-SecurityToken)")
            + ", which is needed outside trusted IP ranges";
        // An org whose flow is off says the same as one whose user mistyped, and each try leads towards lockout.
        return context.Said("invalid password")
            ? $"Each try that fails counts towards the user's lockout. Before the next one {check}."
            : "Look first whether the org admits this flow: Setup, OAuth and OpenID Connect Settings, 'Allow OAuth "
                + "Username-Password Flows', which is off in orgs made since 2023. Try again only then, for each "
                + "try that fails "
                + $"counts towards the user's lockout, and {check}.";
    }
}
