namespace System.Threading.Tasks;

/// <summary>What newer frameworks' tasks can do themselves.</summary>
internal static class TaskWait
{
    /// <summary>Waits for the task; cancelling ends the wait, and leaves the task to itself.</summary>
    internal static async Task<T> WaitAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
            return await (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
