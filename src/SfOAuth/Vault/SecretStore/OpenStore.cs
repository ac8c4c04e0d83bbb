using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using SfOAuth.Errors;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// A SecretStore that this process has open and unlocked. What is used of it is not public, so it is looked up; where
/// it is not found as expected, nothing is read or written.
/// </summary>
internal sealed class OpenStore
{
    private const int Attempts = 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly Assembly _assembly;
    private readonly object _store;

    private OpenStore(Assembly assembly, object store) => (_assembly, _store) = (assembly, store);

    /// <summary>The store's file.</summary>
    internal StoreFile File => FileOf(_assembly);

    /// <exception cref="StorageException">It is not as expected.</exception>
    internal static IEnumerable<OpenStore> All() =>
        ForeignMember.AssembliesOf(ForeignMember.SecretStore).Select(Find).OfType<OpenStore>();

    /// <summary>The files of stores that are loaded and not open: not opened yet, or locked.</summary>
    internal static IEnumerable<StoreFile> ClosedFiles() =>
        ForeignMember.AssembliesOf(ForeignMember.SecretStore).Where(assembly => Find(assembly) is null).Select(FileOf);

    /// <summary>How its files look now.</summary>
    internal FileStamp Stamp() =>
        FileStamp.Of(
            _store,
            PathOf(ForeignMember.StorePath, _assembly),
            PathOf(ForeignMember.KeyPath, _assembly),
            PathOf(ForeignMember.ConfigPath, _assembly)
        );

    /// <summary>Has it read its file.</summary>
    /// <returns>False where it can't.</returns>
    internal bool TryRead()
    {
        MethodInfo update = Member<MethodInfo>(ForeignMember.UpdateData, _assembly);
        object? before = Data;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryInvoke(update) && !ReferenceEquals(Data, before))
                return true;
            // It may say nothing when it can't: another program may be writing the file at this moment.
            Thread.Sleep(_pause);
        }

        return false;
    }

    /// <summary>Has it write what it has in memory.</summary>
    /// <returns>False where it can't.</returns>
    internal bool TryWriteBack()
    {
        object? password = Member<FieldInfo>(ForeignMember.Password, _assembly).GetValue(_store);
        object?[] arguments = [password, Data, null];
        try
        {
            return Data is not null
                && Member<MethodInfo>(ForeignMember.WriteFile, _assembly).Invoke(null, arguments) is true;
        }
        catch (TargetInvocationException)
        {
            return false;
        }
    }

    /// <summary>Whether it has this secret, as far as it has read.</summary>
    internal bool Has(string secret) =>
        Data is object data
        && Member<PropertyInfo>(ForeignMember.Secrets, _assembly).GetValue(data) is IDictionary secrets
        && secrets.Contains(secret);

    private bool TryInvoke(MethodInfo update)
    {
        try
        {
            update.Invoke(_store, null);
            return true;
        }
        catch (TargetInvocationException)
        {
            // A file that its key does not open, or one that is cut off.
            return false;
        }
    }

    private object? Data => Member<PropertyInfo>(ForeignMember.Data, _assembly).GetValue(_store);

    private static OpenStore? Find(Assembly assembly)
    {
        object? instance = Member<FieldInfo>(ForeignMember.LocalStore, assembly).GetValue(null);
        object? store = instance is null ? null : Member<FieldInfo>(ForeignMember.Store, assembly).GetValue(instance);
        return store is null || IsLocked(assembly, store) ? null : new OpenStore(assembly, store);
    }

    private static bool IsLocked(Assembly assembly, object store)
    {
        object config = Member<PropertyInfo>(ForeignMember.Config, assembly).GetValue(store) ?? throw Unknown();
        return Member<PropertyInfo>(ForeignMember.NeedsPassword, assembly).GetValue(config) is true
            && Member<FieldInfo>(ForeignMember.Password, assembly).GetValue(store) is null;
    }

    private static StoreFile FileOf(Assembly assembly) => new(PathOf(ForeignMember.StorePath, assembly));

    private static string PathOf(ForeignMember member, Assembly assembly) =>
        Member<FieldInfo>(member, assembly).GetValue(null) as string ?? throw Unknown();

    private static T Member<T>(ForeignMember member, Assembly assembly)
        where T : MemberInfo => member.FindIn<T>(assembly) ?? throw Unknown();

    private static StorageException Unknown() =>
        new(
            Problem.VaultStale,
            "This version of SecretStore is not known: it can't be made to look at its file, and what it has in "
                + "memory may be old."
        );
}
