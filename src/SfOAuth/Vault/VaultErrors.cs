using System;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>Names what SecretManagement and the vaults behind it report.</summary>
internal static class VaultErrors
{
    private const string NotFoundId = "GetSecretNotFound";
    private const string LockedType = "PasswordRequiredException";

    internal static bool IsNotFound(RuntimeException exception)
        => exception.ErrorRecord?.FullyQualifiedErrorId.StartsWith(NotFoundId, StringComparison.Ordinal) == true;

    internal static StorageException ToStorage(RuntimeException exception, Problem problem, string action, string vault)
        => IsLocked(exception)
            ? new StorageException(Problem.VaultLocked, $"The vault '{vault}' is locked: could not {action}.", exception)
            : new StorageException(problem, $"The vault '{vault}' failed: could not {action}: {exception.Message}", exception);

    // The exception crosses modules and runspaces, so only its name is certain.
    private static bool IsLocked(Exception? exception)
        => exception is not null
        && (exception.GetType().Name == LockedType
            || exception.Message.IndexOf(LockedType, StringComparison.Ordinal) >= 0
            || (exception as RuntimeException)?.ErrorRecord?.Exception.GetType().Name == LockedType
            || IsLocked(exception.InnerException));
}
