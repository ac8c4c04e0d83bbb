using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>What to do about a vault that many machines share.</summary>
internal static class SharedVaultRemedies
{
    private const string Again =
        "Ask whoever runs the storage for a new URL with the permissions read, write, delete and list, and "
        + "register the vault "
        + "again under its name with Register-SfVault; it keeps its key.";

    internal static RemedyTable Table { get; } =
        new()
        {
            {
                Problem.SharedUrlInvalid,
                ErrorCategory.InvalidArgument,
                "Copy the whole URL: https://ACCOUNT.blob.core.windows.net/CONTAINER?sv=…&sig=…. If it is whole, "
                    + "the account's key or "
                    + "policy that signed it was replaced. "
                    + Again
            },
            { Problem.SharedUrlExpired, ErrorCategory.AuthenticationError, Again + " Nothing was sent to Salesforce." },
            {
                Problem.SharedPermissionMissing,
                ErrorCategory.PermissionDenied,
                Again + " If the storage account has a firewall, it must let this machine in."
            },
            {
                Problem.SharedContainerMissing,
                ErrorCategory.ObjectNotFound,
                "Check the name of the container. If it was deleted, ask whoever runs the storage to restore it; a "
                    + "new one is empty, and "
                    + "each login takes a new sign-in."
            },
            {
                Problem.SharedKeyDifferent,
                ErrorCategory.SecurityError,
                "Get the key that the other machines have, and register the vault again with Register-SfVault and "
                    + "its -KeyFile, or put "
                    + "it into the environment variable SFOAUTH_SHARED_KEY. Nothing was sent or written."
            },
            {
                Problem.SharedKeyInvalid,
                ErrorCategory.InvalidArgument,
                "Get the file of the key from a machine that has it, and name it with Register-SfVault and its "
                    + "-KeyFile, or put its text "
                    + "into the environment variable SFOAUTH_SHARED_KEY. Nothing was sent or written."
            },
            {
                Problem.SharedClockOff,
                ErrorCategory.InvalidOperation,
                "Set this machine's clock (time, date and time zone). Machines whose clocks differ take each "
                    + "other's tokens for too old "
                    + "or too young. Nothing was sent."
            },
            {
                Problem.SharedVaultBusy,
                ErrorCategory.LimitsExceeded,
                "Try again in a minute. If it happens often, let fewer machines refresh: a saved access token can "
                    + "be used until its "
                    + "session ends."
            },
            {
                Problem.SharedVaultUnavailable,
                ErrorCategory.ConnectionError,
                context =>
                    "Check the network, the name of the storage account and its firewall"
                    + $"{context.If("Proxy", ", and the proxy (-Proxy, -ProxyCredential)")}; then run the command "
                    + "again."
            },
            {
                Problem.SharedLockHeld,
                ErrorCategory.ResourceBusy,
                context =>
                    "Run the command again. The lock of a machine that died ends by itself within a minute"
                    + $"{context.If("TimeoutSec", "; a larger -TimeoutSec waits longer")}. Nothing was sent."
            },
            {
                Problem.SharedLockLost,
                ErrorCategory.ResourceBusy,
                "Run the command again. It happens when a machine stands still, or can't reach the container, for "
                    + "longer than its lock lasts."
            },
            {
                Problem.SharedRefreshUnfinished,
                ErrorCategory.ResourceBusy,
                "Run the command again. If the other machine is cut off, let it come back and run any command on "
                    + "this connection: it "
                    + "saves first what it has. After the time that the message names the refresh is sent from "
                    + "here; if the org had "
                    + "acted on the other one, it then takes a new sign-in. Nothing was sent."
            },
        };
}
