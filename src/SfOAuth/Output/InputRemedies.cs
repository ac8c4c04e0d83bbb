using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>What to do where what was given can't be used, or a person is needed.</summary>
internal static class InputRemedies
{
    internal static RemedyTable Table { get; } =
        new()
        {
            {
                Problem.SignatureMissing,
                ErrorCategory.InvalidOperation,
                "Only an app with a consumer secret gets signed answers. Check a token of such an app, or give "
                    + "Test-SfTokenSignature "
                    + "-Id, -IssuedAt and -Signature."
            },
            {
                Problem.ClientProofMissing,
                ErrorCategory.InvalidOperation,
                context =>
                    (
                        context.Has("AccessToken") && context.Has("ClientSecret")
                            ? "Give the token, the app and its secret: -AccessToken, -ClientId and -ClientSecret. "
                            : "Give the app's secret. "
                    )
                    + "For an app that has none, Test-SfToken tells whether an access token works, and Get-SfIdentity "
                    + "whose it is."
            },
            {
                Problem.KeyNotFound,
                ErrorCategory.ObjectNotFound,
                "Check the path, the thumbprint or the secret's name, and that this user may read it. Nothing was sent."
            },
            {
                Problem.KeyInvalid,
                ErrorCategory.InvalidData,
                context =>
                    "Give an RSA private key: PEM (PKCS#1 or PKCS#8), DER or PFX, and the password of an encrypted one"
                    + $"{context.If("KeyPassword", " with -KeyPassword")}. Nothing was sent."
            },
            {
                Problem.IdTokenInvalid,
                ErrorCategory.SecurityError,
                context =>
                    "Don't trust who this token says it is. "
                    + $"Check {context.If("LoginUrl", "-LoginUrl", "the login URL")}, the machine's clock and the "
                    + "proxy, and sign in again."
            },
            {
                Problem.HostForeign,
                ErrorCategory.SecurityError,
                context =>
                    context.Has("UrlOnly")
                        ? "Give -Path as it stands behind the org's host, such as "
                            + "/lightning/setup/SetupOneHome/home. Nothing was sent."
                        : "Use a path, or a URL on the token's own InstanceUrl. Nothing was sent."
            },
            {
                Problem.FileNotWritten,
                ErrorCategory.WriteError,
                "Check that the folder is there and may be written, and that the disk has room; then run the "
                    + "command again. A file "
                    + "that was there before is unchanged."
            },
            {
                Problem.PortInUse,
                ErrorCategory.ResourceBusy,
                context =>
                    "End the other program (another sign-in, or the Salesforce CLI's), or name another port"
                    + $"{context.If("Port", " with -Port")} and add its callback URL to the app."
            },
            {
                Problem.SignInTimedOut,
                ErrorCategory.OperationTimeout,
                context =>
                    context.Has("UrlOnly")
                        ? "Give a browser that starts slowly more time with -TimeoutSec; or open what -UrlOnly "
                            + "gives on another machine."
                        : "Run the command again and sign in within "
                            + $"{context.If("TimeoutSec", "-TimeoutSec", "the time")}. If the browser "
                            + "showed an error of Salesforce's, the app's callback URL, client id or policy is "
                            + "why; if it can't reach this "
                            + "machine, "
                            + context.If("NoBrowser", "use -NoBrowser.", "use Connect-SfOrg with -NoBrowser.")
            },
            {
                Problem.InteractionImpossible,
                ErrorCategory.InvalidOperation,
                context =>
                    context.Has("UrlOnly")
                        ? "Take the URL with -UrlOnly and open it in any browser, soon: it signs in once. Or name "
                            + "a browser with the environment variable BROWSER."
                        : "Sign in at a prompt, or in two steps with Get-SfAuthorizeUrl and Invoke-SfCodeExchange. "
                            + "Unattended jobs use a saved "
                            + "connection, Request-SfJwtToken or Request-SfClientCredentialsToken; pipelines and "
                            + "containers Connect-SfOrg "
                            + "-FromEnvironment."
            },
            {
                Problem.LoginUrlInvalid,
                ErrorCategory.InvalidArgument,
                context =>
                    context.If("LoginUrl", "Give -LoginUrl", "Sign in again with Connect-SfOrg, and give its -LoginUrl")
                    + " a URL, a host, a My Domain name such as 'acme' or 'acme--uat', 'production' or 'sandbox'."
            },
            {
                Problem.ResponseUrlInvalid,
                ErrorCategory.InvalidArgument,
                "Copy the whole address out of the browser's address bar after signing in; it has '?code=' in it."
            },
            {
                Problem.StateMismatch,
                ErrorCategory.SecurityError,
                context =>
                    "Pipe the very request object whose URL was "
                    + $"opened{context.If("State", " (or pass its -State)")}, and paste the "
                    + "address that this sign-in ended on. Nothing was sent."
            },
            {
                Problem.SecretRedacted,
                ErrorCategory.InvalidArgument,
                "Logs hide secrets, and the Salesforce CLI no longer prints them. Sign in with SfOAuth, or get the "
                    + "value with 'sf org "
                    + "auth show-access-token' or 'sf org auth show-sfdx-auth-url'."
            },
            {
                Problem.VariableUnexpanded,
                ErrorCategory.InvalidArgument,
                "Set the variable in the pipeline's or the shell's own settings; a secret one often has to be "
                    + "handed to the step by "
                    + "name, as an environment variable. Nothing was sent."
            },
            {
                Problem.ParameterInvalid,
                ErrorCategory.InvalidArgument,
                "Correct what the message names, and run the command again. Nothing was sent."
            },
        };
}
