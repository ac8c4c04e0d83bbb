using System;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// SecretStore watches its file, and reads it anew on a thread of a timer, with the one PowerShell that it also uses
/// for every call. Where the two meet, an exception on that thread ends the whole process. So its handlers are moved
/// into the turn that all our uses of a vault take; they do what they did, one after the other with us.
/// </summary>
internal sealed class WatcherPatch
{
    private static readonly ForeignMember[] _events = [ForeignMember.DataUpdated, ForeignMember.ConfigUpdated];
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(1);

    private readonly Delegate _handlers;

    private WatcherPatch(Delegate handlers) => _handlers = handlers;

    /// <summary>To be called within a turn. Handlers that are not found as expected stay as they are.</summary>
    internal static void Apply()
    {
        foreach (Assembly assembly in ForeignMember.AssembliesOf(ForeignMember.SecretStore))
        {
            foreach (
                FieldInfo field in _events.Select(handler => handler.FindIn<FieldInfo>(assembly)).OfType<FieldInfo>()
            )
                Apply(field);
        }
    }

    private static void Apply(FieldInfo field)
    {
        if (field.GetValue(null) is not Delegate handlers || handlers.Target is WatcherPatch)
            return;
        MethodInfo run = typeof(WatcherPatch).GetMethod(
            nameof(RunInTurn),
            BindingFlags.Instance | BindingFlags.NonPublic
        )!;
        field.SetValue(null, Delegate.CreateDelegate(field.FieldType, new WatcherPatch(handlers), run));
    }

    private void RunInTurn(object sender, EventArgs change) =>
        VaultRunspace
            .RunAsync(() => _handlers.DynamicInvoke(sender, change), held: null, _timeout, CancellationToken.None)
            // A view that could not be made new here is made new at the next use.
            .ContinueWith(
                failed => _ = failed.Exception,
                CancellationToken.None,
                System.Threading.Tasks.TaskContinuationOptions.OnlyOnFaulted,
                System.Threading.Tasks.TaskScheduler.Default
            );
}
