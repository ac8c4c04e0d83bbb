using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Sealing;

namespace SfOAuth.Vault;

/// <summary>
/// The shared vaults that this machine knows: those that are registered, and the one of the environment.
/// </summary>
internal static class SharedVaults
{
    /// <summary>Whether the environment names one.</summary>
    internal static bool IsPreset =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(SharedRegistration.UrlVariable));

    /// <summary>Null when none has this name.</summary>
    /// <exception cref="SfOAuthException">There is one that can't be used.</exception>
    internal static SharedRegistration? Find(string name)
    {
        if (
            name.Equals(SharedRegistration.EnvironmentName, StringComparison.OrdinalIgnoreCase)
            && SharedRegistration.OfEnvironment() is SharedRegistration preset
        )
            return preset;
        return ConnectionName.IsValid(name) && TryOpenFolder() is SealedFolder folder
            ? SharedRegistration.Find(folder, name)
            : null;
    }

    /// <summary>All of them, by name; nothing is opened.</summary>
    internal static IReadOnlyList<string> Names()
    {
        List<string> names = [];
        if (IsPreset)
            names.Add(SharedRegistration.EnvironmentName);
        names.AddRange(TryList());
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <exception cref="StorageException">This account has no home folder.</exception>
    internal static SealedFolder OpenFolder()
    {
        var home = PrivateFolder.OfUser();
        return SharedRegistration.In(home, SealingKey.OfUser(home));
    }

    internal static SharedVault Open(SharedRegistration registration, SfNetworkCommand command) =>
        Open(registration, command.CreateTransport(), command.Clock);

    internal static SharedVault Open(SharedRegistration registration, Transport transport, IClock clock) =>
        new(
            registration.Name,
            registration.Url,
            registration.ReadKey,
            transport,
            ProcessState.Locks,
            ProcessState.SharedReads,
            clock
        );

    // What is wrong with the folder is said of the built-in vault, which is in it too.
    private static IEnumerable<string> TryList()
    {
        try
        {
            return TryOpenFolder()?.List().Select(entry => entry.Name) ?? [];
        }
        catch (StorageException)
        {
            return [];
        }
    }

    private static SealedFolder? TryOpenFolder()
    {
        try
        {
            return OpenFolder();
        }
        catch (StorageException)
        {
            // An account without a home has registered nothing.
            return null;
        }
    }
}
