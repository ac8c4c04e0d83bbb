using System.Collections.Generic;
using System.Linq;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>
/// A save that never came to its end: whoever did it was killed after the new record was written, and before it was in
/// its place. It lies beside that, in the built-in vault or in the journal of another.
/// </summary>
internal static class CutOff
{
    /// <summary>The successor of what is saved; null where there is none.</summary>
    /// <exception cref="StorageException">The folder is not to be trusted.</exception>
    internal static PendingRecord? Find(ConnectionStore store, string name, ConnectionRecord saved)
    {
        IEnumerable<PendingRecord> left = store.Vault is BuiltInVault own
            ? own.FindCutOff(name)
            : store.Journal.FindCutOff(store.KeyOf(name), name, store.Vault.IsJournaled);
        return left.FirstOrDefault(pending => pending.Succeeds(saved));
    }
}
