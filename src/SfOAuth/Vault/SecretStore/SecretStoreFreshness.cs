using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using SfOAuth.Errors;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// Makes SecretStore look at its file. It keeps the whole store in memory, writes all of it back, and notices what
/// another process wrote only seconds later or not at all: a read then gives a refresh token that is dead, and a write
/// brings the old secrets of everybody back. Its own way to read the file anew is not public, so it is looked up; where
/// it is not found as expected, nothing is read or written. To be called with the store's lock held, before each use.
/// Files that have not changed since they were read are not read again.
/// </summary>
internal static class SecretStoreFreshness
{
    private const int Attempts = 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private static FileStamp? _seen;

    /// <summary>Whether it is open, and asks for no password.</summary>
    /// <exception cref="StorageException">It is not as expected.</exception>
    internal static bool IsUnlocked() =>
        ForeignMember
            .AssembliesOf(ForeignMember.SecretStore)
            .Any(assembly => Store(assembly) is object store && !IsLocked(assembly, store));

    /// <exception cref="StorageException">The view can't be made fresh.</exception>
    internal static T Use<T>(Func<T> work)
    {
        FileStamp? seen = _seen;
        // Only a use that comes to its end leaves a view to be trusted: after a write that failed, SecretStore has in
        // memory what is not in the file.
        _seen = null;
        foreach (Assembly assembly in ForeignMember.AssembliesOf(ForeignMember.SecretStore))
        {
            // Not opened yet, or locked: opening and unlocking both read the file.
            if (Store(assembly) is not object store || IsLocked(assembly, store))
                continue;
            FileStamp now = Stamp(assembly, store);
            if (seen?.IsStill(now) == true)
                continue;
            Refresh(assembly, store);
            seen = now;
        }

        T result = work();
        _seen = seen;
        // Here, for the work may have opened or unlocked the store, and with that made its handlers anew.
        WatcherPatch.Apply();
        return result;
    }

    private static void Refresh(Assembly assembly, object store)
    {
        MethodInfo update = Member<MethodInfo>(ForeignMember.UpdateData, assembly);
        PropertyInfo data = Member<PropertyInfo>(ForeignMember.Data, assembly);
        object? before = data.GetValue(store);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            update.Invoke(store, null);
            if (!ReferenceEquals(data.GetValue(store), before))
                return;
            // It says nothing when it can't: another program may be writing the file at this moment.
            Thread.Sleep(_pause);
        }

        throw new StorageException(
            Problem.VaultStale,
            "SecretStore can't read its file, and what it has in memory may be old."
        );
    }

    private static FileStamp Stamp(Assembly assembly, object store)
    {
        return FileStamp.Of(
            store,
            Path(ForeignMember.StorePath),
            Path(ForeignMember.KeyPath),
            Path(ForeignMember.ConfigPath)
        );

        string Path(ForeignMember member) =>
            Member<FieldInfo>(member, assembly).GetValue(null) as string ?? throw Unknown();
    }

    private static object? Store(Assembly assembly)
    {
        object? instance = Member<FieldInfo>(ForeignMember.LocalStore, assembly).GetValue(null);
        return instance is null ? null : Member<FieldInfo>(ForeignMember.Store, assembly).GetValue(instance);
    }

    private static bool IsLocked(Assembly assembly, object store)
    {
        object config = Member<PropertyInfo>(ForeignMember.Config, assembly).GetValue(store) ?? throw Unknown();
        return Member<PropertyInfo>(ForeignMember.NeedsPassword, assembly).GetValue(config) is true
            && Member<FieldInfo>(ForeignMember.Password, assembly).GetValue(store) is null;
    }

    private static T Member<T>(ForeignMember member, Assembly assembly)
        where T : MemberInfo => member.FindIn<T>(assembly) ?? throw Unknown();

    private static StorageException Unknown() =>
        new(
            Problem.VaultStale,
            "This version of SecretStore is not known: it can't be made to look at its file, and what it has in "
                + "memory may be old."
        );
}
