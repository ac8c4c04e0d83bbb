using System.Management.Automation;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Rest;

namespace SfOAuth.Output;

/// <summary>What to do about each problem. A new problem without a row here fails a test.</summary>
internal static class Remedies
{
    internal static Remedy For(Problem problem, ErrorContext context)
    {
        string signIn = SignIn(context);
        string host = context.LoginUrl ?? "the login host";
        return problem switch
        {
            Problem.RefreshTokenExpired => new(ErrorCategory.AuthenticationError, $"The login has ended: revoked, idle too long, replaced by a refresh elsewhere, or pushed out by a sixth approval. {signIn}"),
            Problem.RefreshInterrupted => new(ErrorCategory.AuthenticationError, $"The login can't be saved any more: its token was in an answer that nobody received or stored. {signIn}"),
            Problem.RefreshInProgress => new(ErrorCategory.ResourceBusy, "Somebody else is refreshing this login right now. Wait a moment and run the command again; do not reuse the old refresh token elsewhere."),
            Problem.UserInactive => new(ErrorCategory.PermissionDenied, "Ask an admin to activate or unfreeze the user (Setup, Users), then sign in again."),
            Problem.OrgInactive => new(ErrorCategory.PermissionDenied, "The org is locked, closed or suspended; ask its admin or Salesforce Support."),
            Problem.CodeExpired => new(ErrorCategory.AuthenticationError, "A code works once and for a few minutes. Make a new URL with Get-SfAuthorizeUrl and sign in again."),
            Problem.CodeInvalid => new(ErrorCategory.AuthenticationError, "Paste the whole address the browser ended on with -ResponseUrl, and use the client id and login URL the URL was made with. Then sign in again for a new code."),
            Problem.CodeVerifierRejected => new(ErrorCategory.AuthenticationError, "Pass the request object that made the URL: each call of Get-SfAuthorizeUrl has a verifier of its own. Sign in again for a new code."),
            Problem.CodeVerifierMissing => new(ErrorCategory.AuthenticationError, "The URL was made with PKCE: pipe the request object of Get-SfAuthorizeUrl, or pass its CodeVerifier. Sign in again for a new code."),
            Problem.CodeChallengeMissing => new(ErrorCategory.AuthenticationError, "The app requires PKCE: make the URL with Get-SfAuthorizeUrl without -NoPkce."),
            Problem.RedirectUriMismatch => new(ErrorCategory.InvalidArgument, $"Add '{context.RedirectUri ?? "the redirect URI"}', to the letter, to the app's callback URLs, and use the same value in both steps. A change takes up to 10 minutes."),
            Problem.ClientIdInvalid => new(ErrorCategory.InvalidArgument, $"Check the consumer key and that the app lives in the org behind {host}; for an app of one org name its My Domain with -LoginUrl. A new app takes up to 10 minutes."),
            Problem.ClientSecretInvalid => new(ErrorCategory.AuthenticationError, "Check -ClientSecret: it is wrong, missing, or was rotated. Leave it out only if the app does not require a secret for this flow (two switches: web server flow and refresh token flow). With PrivateKeyJwt check that the key belongs to the app's certificate."),
            Problem.UserNotApproved => new(ErrorCategory.PermissionDenied, "Let an admin pre-authorize the user: in the app's policies choose 'Admin approved users are pre-authorized' and add the user's profile or a permission set. Or let the user approve the app once with Connect-SfOrg."),
            Problem.AssertionExpired => new(ErrorCategory.AuthenticationError, "Set this machine's clock (time, date and time zone): an assertion lives three minutes by it."),
            Problem.AudienceInvalid => new(ErrorCategory.InvalidArgument, "Pass -Audience: 'https://login.salesforce.com' for production, 'https://test.salesforce.com' for a sandbox, the site's URL for an Experience Cloud site. Check that -LoginUrl is of the same kind of org."),
            Problem.AssertionInvalid => new(ErrorCategory.AuthenticationError, "Check that the private key belongs to the certificate uploaded to the app ('Use digital signatures'), that -ClientId is this app's, and that -Username is a user of this org."),
            Problem.RunAsUserMissing => new(ErrorCategory.PermissionDenied, "Choose a 'Run As' user for the client credentials flow in the app's policies."),
            Problem.CredentialInvalid => new(ErrorCategory.AuthenticationError, "Check the user name, the password, and the security token (-SecurityToken; needed outside trusted IP ranges). Each try that fails counts towards the user's lockout."),
            Problem.AccessTokenExpired => new(ErrorCategory.AuthenticationError, context.Connection is null ? "The token has expired or was revoked; get a new one." : $"Get a new one: Update-SfAccessToken {context.Connection}."),
            Problem.ScopeMissing => new(ErrorCategory.PermissionDenied, "Give the app the scope this needs ('id' or 'openid' for the identity, 'api' for REST), then sign in again."),
            Problem.GrantNotSupported => new(ErrorCategory.PermissionDenied, "Switch the flow on for the app (External Client App, Policies, OAuth) and for the org (Setup, OAuth and OpenID Connect Settings)."),
            Problem.AppBlocked => new(ErrorCategory.PermissionDenied, "Ask an admin to unblock the app or to permit the user (Setup, Connected Apps OAuth Usage, or the app's policies)."),
            Problem.AppNotInstalled => new(ErrorCategory.ObjectNotFound, "Name the org's My Domain with -LoginUrl and sign in there, in a private browser window if another org is open; or install the app in this org."),
            Problem.ApprovalFailed => new(ErrorCategory.PermissionDenied, "Check three things: the app is installed in the org or the user may approve uninstalled apps; every scope asked for is one of the app's; the user is not API-only."),
            Problem.ScopeInvalid => new(ErrorCategory.InvalidArgument, "Ask only for scopes the app has, or leave -Scope out to get them all."),
            Problem.AccessDenied => new(ErrorCategory.PermissionDenied, "Somebody chose Deny, or the app's policy admits only users approved by an admin. Sign in again and choose Allow."),
            Problem.LoginRestricted => new(ErrorCategory.PermissionDenied, "The user's profile or the app restricts IP addresses or login hours; ask an admin, or run from a permitted address."),
            Problem.PolicyRefused => new(ErrorCategory.PermissionDenied, "A policy of the app or the org forbids this; ask an admin to look at the app's policies and the required session level."),
            Problem.HostNotSupported => new(ErrorCategory.InvalidArgument, "Name the org's My Domain with -LoginUrl, such as https://MyDomainName.my.salesforce.com."),
            Problem.RateLimited => new(ErrorCategory.LimitsExceeded, "Wait a few minutes; then ask less often: a saved access token can be used until its session ends."),
            Problem.DPoPRequired => new(ErrorCategory.NotImplemented, "The app demands DPoP-bound tokens, which SfOAuth does not make; switch that off for the app."),
            Problem.ServerUnavailable => new(ErrorCategory.ResourceUnavailable, "Salesforce has trouble of its own; see status.salesforce.com, and try again later."),
            Problem.RequestRefused => new(ErrorCategory.PermissionDenied, "See the user's Login History in Setup, which often names the cause."),
            _ => ForTheRest(problem, context),
        };
    }

    private static Remedy ForTheRest(Problem problem, ErrorContext context)
    {
        string host = context.LoginUrl ?? "the host";
        string connection = context.Connection ?? "the connection";
        return problem switch
        {
            Problem.SignatureMissing => new(ErrorCategory.InvalidOperation, "Only an app with a consumer secret gets signed answers. Check a token of such an app, or pass -Id, -IssuedAt and -Signature."),
            Problem.ClientProofMissing => new(ErrorCategory.InvalidOperation, "Give the app's secret with -ClientId and -ClientSecret. For an app that has none, Test-SfToken tells whether an access token works, and Get-SfIdentity whose it is."),
            Problem.KeyNotFound => new(ErrorCategory.ObjectNotFound, "Check the path, the thumbprint or the secret's name, and that this user may read it. Nothing was sent."),
            Problem.KeyInvalid => new(ErrorCategory.InvalidData, "Give an RSA private key: PEM (PKCS#1 or PKCS#8), encrypted PEM or PFX with its password in -KeyPassword. Nothing was sent."),
            Problem.IdTokenInvalid => new(ErrorCategory.SecurityError, "Don't trust who this token says it is. Check -LoginUrl, the machine's clock and the proxy, and sign in again."),
            Problem.HostForeign => new(ErrorCategory.SecurityError, "Use a path, or a URL on the token's own InstanceUrl. Nothing was sent."),
            Problem.FileNotWritten => new(ErrorCategory.WriteError, "Check that the folder is there and may be written, and that the disk has room; then run the command again. A file that was there before is unchanged."),
            Problem.PortInUse => new(ErrorCategory.ResourceBusy, "End the other program (another sign-in, or the Salesforce CLI's), or name another port with -Port and add its callback URL to the app."),
            Problem.SignInTimedOut => new(ErrorCategory.OperationTimeout, "Run the command again and sign in within -TimeoutSec. If the browser showed an error of Salesforce's, the app's callback URL, client id or policy is why; if it can't reach this machine, use -NoBrowser."),
            Problem.InteractionImpossible => new(ErrorCategory.InvalidOperation, "Sign in at a prompt, or in two steps with Get-SfAuthorizeUrl and Invoke-SfCodeExchange. Unattended jobs use a saved connection, Request-SfJwtToken or Request-SfClientCredentialsToken."),
            Problem.ConnectionFailed => new(ErrorCategory.ConnectionError, $"Check the name in '{host}', the network, and the proxy (-Proxy, -ProxyCredential). Nothing was sent; it is safe to try again."),
            Problem.CertificateInvalid => new(ErrorCategory.SecurityError, "Check the machine's clock and trusted root certificates; a proxy that opens TLS must be trusted by this machine. Nothing was sent."),
            Problem.RequestTimedOut => new(ErrorCategory.OperationTimeout, "Try again, with a larger -TimeoutSec if the network is slow. If the request had gone out under refresh-token rotation, the next refresh may be refused; then sign in again."),
            Problem.AnswerLost => new(ErrorCategory.ConnectionError, "Check the network and run the command again once. If the org had already acted on the request, a code is spent and a rotated refresh token is lost; then sign in again."),
            Problem.AnswerTruncated or Problem.AnswerTooLarge or Problem.AnswerEmpty or Problem.AnswerMalformed => new(ErrorCategory.InvalidData, $"Something between here and Salesforce changes answers, or '{host}' is not a Salesforce host. Check -LoginUrl and the proxy. If the org had acted on the request, sign in again."),
            Problem.AnswerHtml => new(ErrorCategory.InvalidData, $"A web page came in place of an answer: maintenance (see status.salesforce.com), a proxy that wants a sign-in, or '{host}' is not a login host. Check -LoginUrl and -Proxy."),
            Problem.AnswerTypeUnknown => new(ErrorCategory.InvalidData, $"Check that '{host}' is a Salesforce host and what the proxy does. A resource that is no text needs -OutFile."),
            Problem.AnswerIncomplete => new(ErrorCategory.InvalidData, $"Check that '{host}' is a Salesforce login host, and see the user's Login History in Setup."),
            Problem.RedirectRefused => new(ErrorCategory.InvalidArgument, "Name the org's My Domain host with -LoginUrl, over https."),
            Problem.LoginUrlInvalid => new(ErrorCategory.InvalidArgument, "Give -LoginUrl a URL, a host, a My Domain name such as 'acme' or 'acme--uat', 'production' or 'sandbox'."),
            Problem.ResponseUrlInvalid => new(ErrorCategory.InvalidArgument, "Copy the whole address out of the browser's address bar after signing in; it has '?code=' in it."),
            Problem.StateMismatch => new(ErrorCategory.SecurityError, "Pipe the very request object whose URL was opened (or pass its -State), and paste the address that this sign-in ended on. Nothing was sent."),
            Problem.SecretRedacted => new(ErrorCategory.InvalidArgument, "The Salesforce CLI no longer prints secrets. Sign in with SfOAuth, or get the value with 'sf org auth show-access-token' or 'sf org auth show-sfdx-auth-url'."),
            Problem.ParameterInvalid => new(ErrorCategory.InvalidArgument, "Correct the parameter and run the command again. Nothing was sent."),
            Problem.ConnectionNotFound => new(ErrorCategory.ObjectNotFound, "See the saved ones with Get-SfConnection, or name another vault with -Vault. To save one, sign in: Connect-SfOrg with -ClientId, -LoginUrl and -Name."),
            Problem.ConnectionAmbiguous => new(ErrorCategory.InvalidArgument, "Name one with -Name, or set the environment variable SFOAUTH_CONNECTION; Get-SfConnection lists them. If there is none yet, sign in: Connect-SfOrg with -ClientId, -LoginUrl and -Name."),
            Problem.SavedTokenTooOld => new(ErrorCategory.ResourceUnavailable, $"See why the job that refreshes '{connection}' no longer does, or leave -NoRefresh out to refresh here."),
            Problem.RefreshTokenMissing => new(ErrorCategory.InvalidOperation, $"Give the app the scope 'refresh_token' and ask for it. {SignIn(context)}"),
            Problem.ConnectionUnreadable => new(ErrorCategory.InvalidData, $"Update SfOAuth if a newer version wrote it; else remove it with 'Remove-SfConnection {connection}' and sign in again."),
            Problem.SecretManagementMissing => new(ErrorCategory.NotInstalled, "Install it, and a vault for it: Install-PSResource Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore (in Windows PowerShell: Install-Module). Then run the command again; nothing was sent."),
            Problem.VaultNotFound => new(ErrorCategory.ObjectNotFound, "Register one: Register-SecretVault -Name MyVault -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault. Get-SecretVault lists them; -Vault names one."),
            Problem.VaultLocked => new(ErrorCategory.PermissionDenied, "Unlock it first with Unlock-SecretVault. For unattended use unlock it at the start of the job, or let the store do without a password: Get-Help about_SfOAuth_Vaults."),
            Problem.VaultReadFailed => new(ErrorCategory.ReadError, "Check the vault with Test-SecretVault and Get-Secret. Nothing was sent."),
            Problem.ConnectionNotRemoved => new(ErrorCategory.WriteError, "Check the vault with Test-SecretVault, and that it may be written; the connection is still saved."),
            Problem.VaultTimedOut => new(ErrorCategory.OperationTimeout, "Check that the vault answers (Test-SecretVault). If it waits for a password, unlock it first; if it is slow, raise -TimeoutSec."),
            Problem.VaultStale => new(ErrorCategory.ResourceUnavailable, "Run the command again; if that does not help, update SfOAuth and SecretStore. Nothing was sent, for an old refresh token would end the login."),
            Problem.LockUnavailable => new(ErrorCategory.ResourceUnavailable, "Make the folder writable for this user and free space on its disk. Nothing was sent, for without the lock two refreshes could end the login."),
            Problem.ConnectionNotSaved => new(ErrorCategory.WriteError, "The new tokens are in the output of this command and nowhere else: keep it ($token = …), mend the vault (Test-SecretVault), then run '$token | Update-SfAccessToken' in this session, which saves them before anything else. Under -ErrorAction Stop they are in $_.Exception.Token."),
            Problem.HomeUnavailable => new(ErrorCategory.ResourceUnavailable, "Name a folder on a disk of this machine that this account may write with the environment variable SFOAUTH_HOME. Without one, sign in without -Name: the connection is then kept in this session alone."),
            Problem.HomeUnsafe => new(ErrorCategory.SecurityError, "Run the command that the message names, or name another folder with the environment variable SFOAUTH_HOME. Nothing was sent."),
            Problem.SealingKeyMissing => new(ErrorCategory.ObjectNotFound, "Put the key back from a backup, or name it with the environment variable SFOAUTH_KEY_FILE. If it is lost, remove the connections that it sealed with Remove-SfConnection and sign in again. Nothing was sent, and no new key was made."),
            Problem.SealingKeyUnsafe => new(ErrorCategory.SecurityError, "Run the command that the message names. If somebody else may have read the key, end the logins that it sealed with Disconnect-SfOrg and sign in again. Nothing was sent."),
            Problem.SealingKeyInvalid => new(ErrorCategory.InvalidData, "Put the key back as it was, or name the right file with the environment variable SFOAUTH_KEY_FILE: 64 bytes, or their Base64. Nothing was sent, and no new key was made."),
            _ => new(ErrorCategory.NotSpecified, "Run the command again with -Verbose, and report what it shows."),
        };
    }

    private static string SignIn(ErrorContext context) => context switch
    {
        { Connection: null } => "Sign in again with Connect-SfOrg.",
        { IsNew: true } => $"Sign in: Connect-SfOrg with -ClientId, -LoginUrl and -Name {context.Connection}.",
        _ => $"Sign in again: Connect-SfOrg -Name {context.Connection}.",
    };
}
