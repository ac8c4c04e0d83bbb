namespace SfOAuth.Errors;

/// <summary>
/// What went wrong, one name a cause. The names are the error ids users see and script against, so they are API:
/// none is renamed, and what to do about each stands in the module's remedy table.
/// </summary>
public enum Problem
{
    // The server refused.

    /// <summary>Revoked, expired, idle too long, rotated out or evicted by a sixth approval: sign in again.</summary>
    RefreshTokenExpired,

    /// <summary>
    /// An earlier refresh was cut off after it was sent, and the token its answer brought is lost: sign in again.
    /// </summary>
    RefreshInterrupted,

    /// <summary>
    /// Another request is refreshing the same token at this moment: its result is to be read, nothing resent.
    /// </summary>
    RefreshInProgress,

    /// <summary>The user is inactive or frozen.</summary>
    UserInactive,

    /// <summary>The org is locked, closed or suspended.</summary>
    OrgInactive,

    /// <summary>The code was used before or came too late.</summary>
    CodeExpired,

    /// <summary>The code is cut short, belongs to another app or host, or was changed on the way.</summary>
    CodeInvalid,

    /// <summary>The PKCE verifier is not the one the code was asked for with.</summary>
    CodeVerifierRejected,

    /// <summary>The code was asked for with PKCE, and no verifier came with it.</summary>
    CodeVerifierMissing,

    /// <summary>The app requires PKCE, and the authorize URL had none.</summary>
    CodeChallengeMissing,

    /// <summary>The redirect URI is not, to the letter, one of the app's callback URLs.</summary>
    RedirectUriMismatch,

    /// <summary>The org does not know the consumer key, or not yet.</summary>
    ClientIdInvalid,

    /// <summary>The consumer secret is wrong, missing, or was rotated.</summary>
    ClientSecretInvalid,

    /// <summary>The user has not approved the app, and no admin did so for them.</summary>
    UserNotApproved,

    /// <summary>The assertion had ended when it arrived: this machine's clock is behind the server's.</summary>
    AssertionExpired,

    /// <summary>The assertion's audience is not the server that was asked.</summary>
    AudienceInvalid,

    /// <summary>
    /// The assertion is not signed with the key whose certificate the app has, or not written as the server wants it.
    /// </summary>
    AssertionInvalid,

    /// <summary>The app has no user to run as.</summary>
    RunAsUserMissing,

    /// <summary>User name, password or security token is wrong.</summary>
    CredentialInvalid,

    /// <summary>The access token is dead: expired, idle too long, or revoked.</summary>
    AccessTokenExpired,

    /// <summary>The token lacks the scope that this resource asks for.</summary>
    ScopeMissing,

    /// <summary>The flow is switched off for the app or the org.</summary>
    GrantNotSupported,

    /// <summary>An admin blocked the app, or the user may not use it.</summary>
    AppBlocked,

    /// <summary>The External Client App lives in another org than the one that was asked.</summary>
    AppNotInstalled,

    /// <summary>
    /// Salesforce's nameless approval error: uninstalled app, a scope the app lacks, or an API-only user.
    /// </summary>
    ApprovalFailed,

    /// <summary>A scope was asked for that the app does not have.</summary>
    ScopeInvalid,

    /// <summary>The user said no.</summary>
    AccessDenied,

    /// <summary>Login hours or an IP range forbid it.</summary>
    LoginRestricted,

    /// <summary>An org policy stands in the way: a missing app policy or too low a session level.</summary>
    PolicyRefused,

    /// <summary>The host does not serve this request; the My Domain host does.</summary>
    HostNotSupported,

    /// <summary>Too many logins or requests.</summary>
    RateLimited,

    /// <summary>The app demands DPoP-bound tokens.</summary>
    DPoPRequired,

    /// <summary>The server had trouble of its own.</summary>
    ServerUnavailable,

    /// <summary>The server refused with a code this module does not know.</summary>
    RequestRefused,

    // No usable answer.

    /// <summary>No connection could be made: name, port, network or proxy.</summary>
    ConnectionFailed,

    /// <summary>The server's certificate is not trusted.</summary>
    CertificateInvalid,

    /// <summary>No answer in time.</summary>
    RequestTimedOut,

    /// <summary>The connection broke after the request had gone out; whether it was carried out is unknown.</summary>
    AnswerLost,

    /// <summary>The answer ended before it was complete.</summary>
    AnswerTruncated,

    /// <summary>The answer is over the limit of 1 MiB.</summary>
    AnswerTooLarge,

    /// <summary>The answer is empty.</summary>
    AnswerEmpty,

    /// <summary>The answer is a web page: maintenance, a proxy's sign-in, or a host that is not Salesforce.</summary>
    AnswerHtml,

    /// <summary>The answer is of a type no token answer has, or in a charset that can't be read.</summary>
    AnswerTypeUnknown,

    /// <summary>The answer cannot be read as what it says it is.</summary>
    AnswerMalformed,

    /// <summary>The answer lacks the access token.</summary>
    AnswerIncomplete,

    /// <summary>The server sent the request elsewhere; secrets are not sent after it.</summary>
    RedirectRefused,

    // What was given cannot be used; nothing was sent.

    /// <summary>The login URL is not one that Salesforce answers on.</summary>
    LoginUrlInvalid,

    /// <summary>The pasted response is not the address of an OAuth redirect.</summary>
    ResponseUrlInvalid,

    /// <summary>The response does not belong to the request it was given with.</summary>
    StateMismatch,

    /// <summary>The value is the Salesforce CLI's placeholder for a secret.</summary>
    SecretRedacted,

    /// <summary>The value is the name of a variable that a pipeline or a shell did not replace by its value.</summary>
    VariableUnexpanded,

    /// <summary>A parameter is missing or cannot be used as it is.</summary>
    ParameterInvalid,

    /// <summary>The answer a token came with had no signature to check.</summary>
    SignatureMissing,

    /// <summary>
    /// The app has neither a secret nor a key, and what was asked for is for apps that prove themselves.
    /// </summary>
    ClientProofMissing,

    /// <summary>There is no private key where it was said to be.</summary>
    KeyNotFound,

    /// <summary>The private key can't be read: another format, another password, or not an RSA key.</summary>
    KeyInvalid,

    /// <summary>The id token is not one that this org made for this app and this sign-in.</summary>
    IdTokenInvalid,

    /// <summary>The token would have gone to a host that is not its own.</summary>
    HostForeign,

    /// <summary>What a resource answered can't be written to the file.</summary>
    FileNotWritten,

    // A person is needed.

    /// <summary>Another program listens on the port that the callback URL names.</summary>
    PortInUse,

    /// <summary>The browser did not come back in time.</summary>
    SignInTimedOut,

    /// <summary>A question can't be asked: nobody is there.</summary>
    InteractionImpossible,

    // Saved connections.

    /// <summary>No connection of this name is saved in this vault.</summary>
    ConnectionNotFound,

    /// <summary>No name was given, and more than one connection or none is saved.</summary>
    ConnectionAmbiguous,

    /// <summary>Only reading was asked for, and what is saved is older than was asked for.</summary>
    SavedTokenTooOld,

    /// <summary>The saved connection holds no refresh token.</summary>
    RefreshTokenMissing,

    /// <summary>The saved document can't be read, or a newer version of this module wrote it.</summary>
    ConnectionUnreadable,

    /// <summary>No vault is registered, or none of this name.</summary>
    VaultNotFound,

    /// <summary>The vault is locked and may not ask for its password.</summary>
    VaultLocked,

    /// <summary>The vault's own files are damaged; no password opens them.</summary>
    VaultDamaged,

    /// <summary>The vault did not give the secret.</summary>
    VaultReadFailed,

    /// <summary>The vault did not give the secret up; it is still there.</summary>
    ConnectionNotRemoved,

    /// <summary>The vault did not answer in time.</summary>
    VaultTimedOut,

    /// <summary>The vault may be showing an old state of itself; using that would end the login.</summary>
    VaultStale,

    /// <summary>The disk has no room for what a save of the vault takes, and nothing was sent.</summary>
    VaultFull,

    /// <summary>No lock could be had, and without one nothing is sent.</summary>
    LockUnavailable,

    /// <summary>The vault did not take the secret; the tokens are in the output.</summary>
    ConnectionNotSaved,

    /// <summary>A connection can't be moved to where another login has its name.</summary>
    ConnectionExists,

    /// <summary>The vault a connection was to be moved to did not keep it; it is where it was.</summary>
    ConnectionNotMoved,

    /// <summary>A vault of SecretManagement is meant, and the module is not installed.</summary>
    SecretManagementMissing,

    /// <summary>There is no folder to keep connections in, or it can't be made or used.</summary>
    HomeUnavailable,

    /// <summary>The folder of the connections is a link, another user's, or can be written by others.</summary>
    HomeUnsafe,

    /// <summary>
    /// The key that the connections are sealed with is not there, and a new one would open none of them.
    /// </summary>
    SealingKeyMissing,

    /// <summary>The key is another user's, or can be read or written by others.</summary>
    SealingKeyUnsafe,

    /// <summary>What is in the key's place is not a key.</summary>
    SealingKeyInvalid,

    // A vault that many machines share.

    /// <summary>
    /// What was given as the container's URL is not one with a shared access signature, or its signature is wrong.
    /// </summary>
    SharedUrlInvalid,

    /// <summary>The time of the container's shared access signature is over, or has not come yet.</summary>
    SharedUrlExpired,

    /// <summary>The shared access signature, or a rule of the storage account, does not permit this.</summary>
    SharedPermissionMissing,

    /// <summary>There is no such container.</summary>
    SharedContainerMissing,

    /// <summary>What is in the container was sealed with another key than the one that this machine has.</summary>
    SharedKeyDifferent,

    /// <summary>A shared vault was given no key, or something that is not one.</summary>
    SharedKeyInvalid,

    /// <summary>
    /// This machine's clock and the storage service's are too far apart for saved times to mean anything.
    /// </summary>
    SharedClockOff,

    /// <summary>The storage service asks to be left alone for a while.</summary>
    SharedVaultBusy,

    /// <summary>The storage service can't be reached, or has trouble of its own.</summary>
    SharedVaultUnavailable,

    /// <summary>Another machine holds the connection's lock for longer than there is time to wait.</summary>
    SharedLockHeld,

    /// <summary>
    /// The connection's lock was lost before anything was sent: this machine stood still, or could not renew it.
    /// </summary>
    SharedLockLost,

    /// <summary>Another machine has sent a refresh and not saved what came of it, and may still do so.</summary>
    SharedRefreshUnfinished,
}
