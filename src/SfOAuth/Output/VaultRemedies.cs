using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>What to do about saved connections, the vaults they are in, and what these stand on.</summary>
internal static class VaultRemedies
{
    private const string New = "sign in: Connect-SfOrg with -ClientId, -LoginUrl and -Name.";

    internal static RemedyTable Table { get; } =
        new()
        {
            {
                Problem.ConnectionNotFound,
                ErrorCategory.ObjectNotFound,
                context =>
                    "See the saved ones with "
                    + $"Get-SfConnection{context.If("Vault", ", or name another vault with -Vault")}. To save "
                    + $"one, {New}"
            },
            {
                Problem.ConnectionAmbiguous,
                ErrorCategory.InvalidArgument,
                context =>
                    $"{context.If("Name", "Name one with -Name, or choose", "Choose")} one for this session with "
                    + "Select-SfConnection, or for "
                    + "jobs with the environment variable SFOAUTH_CONNECTION; "
                    + $"Get-SfConnection lists them. If there is none yet, {New}"
            },
            {
                Problem.SavedTokenTooOld,
                ErrorCategory.ResourceUnavailable,
                context =>
                    $"See why the job that refreshes {Connection(context)} no longer does, or "
                    + context.If(
                        "NoRefresh",
                        "leave -NoRefresh out to refresh here.",
                        "refresh it with Update-SfAccessToken."
                    )
            },
            {
                Problem.RefreshTokenMissing,
                ErrorCategory.InvalidOperation,
                context =>
                    $"Give the app the scope 'refresh_token' and ask for it. {LoginRemedies.SignIn(context)} A "
                    + "login that has "
                    + "none by its nature, as one by JWT or a bare access token, is made or imported anew."
            },
            {
                Problem.ConnectionUnreadable,
                ErrorCategory.InvalidData,
                context =>
                    "Update SfOAuth if a newer version wrote it; else remove it with "
                    + $"{(context.Connection is null ? "Remove-SfConnection" : "'Remove-SfConnection "
                        + $"{context.Connection}'")} and sign in again."
            },
            {
                Problem.VaultNotFound,
                ErrorCategory.ObjectNotFound,
                context =>
                    "Register one: Register-SecretVault -Name MyVault -ModuleName Microsoft.PowerShell.SecretStore "
                    + "-DefaultVault, or "
                    + "Register-SfVault for one that machines share. Get-SfVault lists "
                    + $"them{context.If("Vault", "; -Vault names one")}."
            },
            {
                Problem.VaultLocked,
                ErrorCategory.PermissionDenied,
                "Unlock it first with Unlock-SecretVault; if the right password does not do that, the vault's "
                    + "files are damaged. For unattended use unlock it at the start of the job, or let the store do "
                    + "without a password: Get-Help about_SfOAuth_Vaults."
            },
            {
                Problem.VaultDamaged,
                ErrorCategory.InvalidData,
                "Put the vault's files back from a backup. Without one, Reset-SecretStore makes an empty store, "
                    + "which loses every "
                    + "secret in it; then sign in again. Unlocking does not help. Nothing was sent."
            },
            {
                Problem.VaultReadFailed,
                ErrorCategory.ReadError,
                "See what Get-SfVault says of the vault, and what the message names. Nothing was sent."
            },
            {
                Problem.ConnectionNotRemoved,
                ErrorCategory.WriteError,
                "See what Get-SfVault says of the vault, and that it may be written; the connection is still saved."
            },
            {
                Problem.VaultTimedOut,
                ErrorCategory.OperationTimeout,
                context =>
                    "Check that the vault answers (Test-SecretVault). If it waits for a password, unlock it first"
                    + $"{context.If("TimeoutSec", "; if it is slow, raise -TimeoutSec")}."
            },
            {
                Problem.VaultStale,
                ErrorCategory.ResourceUnavailable,
                "Run the command again; if that does not help, update SfOAuth and SecretStore. Nothing was sent, "
                    + "for an old refresh "
                    + "token would end the login."
            },
            {
                Problem.VaultFull,
                ErrorCategory.ResourceUnavailable,
                "Free space on the disk of the folder that the message names, and see that this user may write it. "
                    + "Nothing was sent, for the new tokens would have had no place."
            },
            {
                Problem.LockUnavailable,
                ErrorCategory.ResourceUnavailable,
                "Make the folder writable for this user and free space on its disk. Nothing was sent, for without "
                    + "the lock two "
                    + "refreshes could end the login."
            },
            {
                Problem.ConnectionNotSaved,
                ErrorCategory.WriteError,
                "The new tokens are in the output of this command: keep it ($token = …), fix what Get-SfVault says "
                    + "of the vault, then run '$token | Update-SfAccessToken' in this session, which saves them "
                    + "before anything else. Under -ErrorAction Stop they are in $_.Exception.Token."
            },
            {
                Problem.ConnectionExists,
                ErrorCategory.ResourceExists,
                context =>
                    $"See both with 'Get-SfConnection {context.Connection ?? "NAME"} -Vault …'. Remove the one that "
                    + "is not needed with "
                    + "Disconnect-SfOrg or Remove-SfConnection, then move the other."
            },
            {
                Problem.ConnectionNotMoved,
                ErrorCategory.WriteError,
                "See what Get-SfVault says of that vault, then move it again. The login works as before."
            },
            {
                Problem.SecretManagementMissing,
                ErrorCategory.NotInstalled,
                context =>
                    "Install it: Install-PSResource Microsoft.PowerShell.SecretManagement, "
                    + "Microsoft.PowerShell.SecretStore (in Windows "
                    + "PowerShell: Install-Module)."
                    + context.If(
                        "Vault",
                        " Or leave -Vault out: the built-in vault needs nothing. 'Get-SfVault' lists those of SfOAuth."
                    )
            },
            {
                Problem.HomeUnavailable,
                ErrorCategory.ResourceUnavailable,
                "Name a folder on a disk of this machine that this account may write with the environment variable "
                    + "SFOAUTH_HOME. "
                    + "A sign-in that is given no name is kept in this session alone, and needs none."
            },
            {
                Problem.HomeUnsafe,
                ErrorCategory.SecurityError,
                "Do what the message says, or name another folder with the environment variable SFOAUTH_HOME. "
                    + "Nothing was sent."
            },
            {
                Problem.SealingKeyMissing,
                ErrorCategory.ObjectNotFound,
                "Put the key back from a backup, or name it with the environment variable SFOAUTH_KEY_FILE. If it "
                    + "is lost, remove the "
                    + "connections that it sealed with Remove-SfConnection and sign in again. Nothing was sent, "
                    + "and no new key was made."
            },
            {
                Problem.SealingKeyUnsafe,
                ErrorCategory.SecurityError,
                "Run the command that the message names. If somebody else may have read the key, end the logins "
                    + "that it sealed with "
                    + "Disconnect-SfOrg and sign in again. Nothing was sent."
            },
            {
                Problem.SealingKeyInvalid,
                ErrorCategory.InvalidData,
                context =>
                    "Put the key back as it was, or name the right file with "
                    + $"{context.If("KeyFile", "-KeyFile", "the environment variable SFOAUTH_KEY_FILE")}: 64 bytes, "
                    + "or their Base64. "
                    + "Nothing was sent, and no new key was made."
            },
        };

    private static string Connection(ErrorContext context) =>
        context.Connection is null ? "this connection" : $"'{context.Connection}'";
}
