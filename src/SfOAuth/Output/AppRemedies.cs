using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>
/// What to do where the server refused for the app: its registration, its proof, its policies, its host.
/// </summary>
internal static class AppRemedies
{
    internal static RemedyTable Table { get; } =
        new()
        {
            {
                Problem.RedirectUriMismatch,
                ErrorCategory.InvalidArgument,
                context =>
                    $"Add {(context.RedirectUri is null ? "the redirect URI" : $"'{context.RedirectUri}'")}, "
                    + "to the letter, to the "
                    + "app's callback URLs, and use the same value in both steps. A change takes up to 10 minutes."
            },
            {
                Problem.ClientIdInvalid,
                ErrorCategory.InvalidArgument,
                context =>
                    $"Check the consumer key and that the app lives in the org behind {context.Host}. For an app of "
                    + "one org "
                    + $"{NameMyDomain(context)}. A new app takes up to 10 minutes."
            },
            { Problem.ClientSecretInvalid, ErrorCategory.AuthenticationError, ClientSecretInvalid },
            { Problem.UserNotApproved, ErrorCategory.PermissionDenied, UserNotApproved },
            {
                Problem.RunAsUserMissing,
                ErrorCategory.PermissionDenied,
                "Choose a 'Run As' user for the client credentials flow in the app's policies."
            },
            {
                Problem.ScopeMissing,
                ErrorCategory.PermissionDenied,
                context =>
                    context.Has("UrlOnly")
                        ? "Give the app the scope 'web' (Manage user data via Web browsers) or 'full', and ask for "
                            + "it when you sign in again."
                        : "Give the app the scope this needs ('id' or 'openid' for the identity, 'api' for REST), "
                            + "then sign in again."
            },
            {
                Problem.GrantNotSupported,
                ErrorCategory.PermissionDenied,
                "Switch the flow on for the app (External Client App, Policies, OAuth) and for the org (Setup, "
                    + "OAuth and OpenID "
                    + "Connect Settings)."
            },
            {
                Problem.AppBlocked,
                ErrorCategory.PermissionDenied,
                "Ask an admin to unblock the app or to permit the user (Setup, Connected Apps OAuth Usage, or the "
                    + "app's policies)."
            },
            {
                Problem.AppNotInstalled,
                ErrorCategory.ObjectNotFound,
                context =>
                    $"Install the app in the org behind {context.Host}: Setup, Connected Apps OAuth Usage, Install. "
                    + "Or give the user "
                    + "the permission 'Approve Uninstalled Connected Apps'. If the app is another org's own, "
                    + $"{NameMyDomain(context)}; a browser that is logged in elsewhere needs a private window for that."
            },
            {
                Problem.ApprovalFailed,
                ErrorCategory.PermissionDenied,
                "Check three things: the app is installed in the org or the user may approve uninstalled apps; "
                    + "every scope asked for "
                    + "is one of the app's; the user is not API-only."
            },
            { Problem.ScopeInvalid, ErrorCategory.InvalidArgument, ScopeInvalid },
            {
                Problem.PolicyRefused,
                ErrorCategory.PermissionDenied,
                "A policy of the app or the org forbids this; ask an admin to look at the app's policies and the "
                    + "required session level."
            },
            {
                Problem.HostNotSupported,
                ErrorCategory.InvalidArgument,
                context =>
                    "This request is served by the org's own host, such as https://MyDomainName.my.salesforce.com: "
                    + $"{NameMyDomain(context)}."
            },
            {
                Problem.RateLimited,
                ErrorCategory.LimitsExceeded,
                "Wait a few minutes; then ask less often: a saved access token can be used until its session ends."
            },
            {
                Problem.DPoPRequired,
                ErrorCategory.NotImplemented,
                "The app demands DPoP-bound tokens, which SfOAuth does not make; switch that off for the app."
            },
            {
                Problem.ServerUnavailable,
                ErrorCategory.ResourceUnavailable,
                "Salesforce has trouble of its own; see status.salesforce.com, and try again later."
            },
            {
                Problem.RequestRefused,
                ErrorCategory.PermissionDenied,
                "See the user's Login History in Setup, which often names the cause."
            },
        };

    /// <summary>The end of a sentence: how this command, or another, is told of the org's own host.</summary>
    internal static string NameMyDomain(ErrorContext context) =>
        context switch
        {
            _ when context.Has("LoginUrl") => "name its My Domain with -LoginUrl",
            { Connection: string name } => $"name its My Domain with Update-SfAccessToken {name} -LoginUrl",
            _ => "sign in with Connect-SfOrg and name its My Domain with -LoginUrl",
        };

    private static string ClientSecretInvalid(ErrorContext context)
    {
        const string Switches =
            "Leave it out only if the app does not require a secret for this flow (two switches: web server "
            + "flow and refresh token flow).";
        const string Key = "An app that proves itself with a private key needs that key's certificate.";
        if (context.Refusal?.Request == RequestKind.JwtBearer)
            return $"The key that signs is not one of this app's. {Key}";
        return context switch
        {
            _ when context.Has("ClientSecret") =>
                $"Check -ClientSecret: it is wrong, missing, or was rotated. {Switches} {Key}",
            { Connection: string name } =>
                $"The client secret is wrong, missing, or was rotated: Update-SfAccessToken {name} -ClientSecret "
                    + "takes the new one "
                    + $"and saves it. {Key}",
            _ => $"The client secret is wrong, missing, or was rotated. {Key}",
        };
    }

    private static string UserNotApproved(ErrorContext context)
    {
        const string Policy =
            "Let an admin pre-authorize the user: in the app's policies choose 'Admin approved users are "
            + "pre-authorized' and add the user's profile or a permission set.";
        const string Scope =
            "the scope 'refresh_token' ('Perform requests at any time'), which this flow demands though it brings none";
        return context.Said("refresh_token scope")
            ? $"Give the app {Scope}. Install it in the org. {Policy}"
            : $"{Policy} Or let the user approve the app once with Connect-SfOrg. If that does not help, give the "
                + $"app {Scope}; and "
                + $"check that the user is one of the org behind {context.Host}, for a sandbox has its own.";
    }

    private static string ScopeInvalid(ErrorContext context) =>
        context switch
        {
            _ when context.Refusal?.Request == RequestKind.ClientCredentials =>
                "Give the app a scope that this flow can have, such as 'api': 'full', 'web' and 'refresh_token' do "
                    + "not count here.",
            _ when context.Has("Scope") => "Ask only for scopes the app has, or leave -Scope out to get them all.",
            _ => "The app does not have every scope that was asked for: give it those, or sign in again and ask for "
                + "fewer.",
        };
}
