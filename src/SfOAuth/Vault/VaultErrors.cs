using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using SfOAuth.Errors;
using SfOAuth.Secrets;

namespace SfOAuth.Vault;

/// <summary>Names what SecretManagement and the vaults behind it report.</summary>
internal static class VaultErrors
{
    private const string NotFoundId = "GetSecretNotFound";
    private const string LockedType = "PasswordRequiredException";
    private const string SecretStore = "Microsoft.PowerShell.SecretStore";

    private static readonly string[] _damages =
    [
        "integrity check",
        "inconsistent state",
        "unable to read from local",
        "corrupt",
    ];

    internal static bool IsNotFound(RuntimeException exception) =>
        exception.ErrorRecord?.FullyQualifiedErrorId.StartsWith(NotFoundId, StringComparison.Ordinal) == true;

    /// <param name="exception">What the vault's command threw.</param>
    /// <param name="problem">What it means here.</param>
    /// <param name="action">What was being done, for the message.</param>
    /// <param name="vault">The vault's name.</param>
    /// <param name="secrets">What went into the vault: a vault may repeat it in its error, in whatever
    /// spelling.</param>
    /// <remarks>The exception itself is not passed on: its records hold what the command was given.</remarks>
    internal static StorageException ToStorage(
        RuntimeException exception,
        Problem problem,
        string action,
        string vault,
        IReadOnlyCollection<string> secrets
    )
    {
        if (IsLocked(exception))
            return new StorageException(Problem.VaultLocked, $"The vault '{vault}' is locked: could not {action}.");
        string reason = Reason(exception);
        string shown = SecretSearch.Tells(reason, secrets)
            ? "its own words repeat what is secret, and are left out."
            : Scrubber.Scrub(reason, secrets);
        return new StorageException(
            IsDamaged(exception) ? Problem.VaultDamaged : problem,
            $"The vault '{vault}' failed: could not {action}: {shown}"
        );
    }

    // The outer messages speak of PowerShell's preferences and of the secret's name; the vault's own word is the
    // innermost.
    private static string Reason(RuntimeException exception) =>
        (exception.ErrorRecord?.Exception ?? exception).GetBaseException().Message;

    // SecretStore has no word of its own for it: it throws whatever comes of reading a file that is not what it wrote.
    internal static bool IsDamaged(RuntimeException exception)
    {
        Exception cause = (exception.ErrorRecord?.Exception ?? exception).GetBaseException();
        bool isOfStore = cause.StackTrace?.IndexOf(SecretStore + ".", StringComparison.Ordinal) >= 0;
        return isOfStore
            && (
                cause is CryptographicException or InvalidDataException or ArgumentException or OverflowException
                || _damages.Any(words => cause.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0)
            );
    }

    // The exception crosses modules and runspaces, so only its name is certain.
    internal static bool IsLocked(Exception? exception) =>
        exception is not null
        && (
            exception.GetType().Name == LockedType
            || exception.Message.IndexOf(LockedType, StringComparison.Ordinal) >= 0
            || (exception as RuntimeException)?.ErrorRecord?.Exception.GetType().Name == LockedType
            || IsLocked(exception.InnerException)
        );
}
