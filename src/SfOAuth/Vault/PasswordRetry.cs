using System;
using System.Management.Automation;

namespace SfOAuth.Vault;

/// <summary>
/// A vault's wrong password is asked for again, as at any prompt. A vault that is locked has done nothing.
/// </summary>
internal static class PasswordRetry
{
    private const int Tries = 3;

    /// <summary>To be called within a turn.</summary>
    /// <exception cref="RuntimeException">The vault refused, or is locked and nobody is there, or nobody knows its
    /// password.</exception>
    internal static T Use<T>(Func<T> use)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return use();
            }
            catch (RuntimeException exception)
                when (attempt < Tries && VaultRunspace.HasUser && VaultErrors.IsLocked(exception))
            {
                VaultRunspace.Warn(
                    "The vault is still locked: the password was not the right one. It is asked for again."
                );
            }
        }
    }
}
