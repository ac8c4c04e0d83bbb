using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Pipeline;

/// <summary>
/// Runs what waits beside the pipeline, and brings back to the pipeline's own thread what must happen there: writes,
/// questions, and vault commands, one at a time. When a write throws (Stop, Select-Object -First 1) the work is
/// cancelled but waited for, so that what it still has to save is saved; then the write's exception goes on.
/// </summary>
internal sealed class PipelineThread : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Action> _actions = [];
    private readonly Action _idle;
    private readonly CancellationTokenSource _cancellation;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private ExceptionDispatchInfo? _failure;
    private int _running;

    /// <param name="cancellation">Cancelled when a write fails; not owned.</param>
    /// <param name="idle">A write for each second in which the work has brought nothing.</param>
    internal PipelineThread(CancellationTokenSource cancellation, Action idle)
    {
        _cancellation = cancellation;
        _idle = idle;
    }

    /// <summary>Starts work off the pipeline's thread. Called on that thread.</summary>
    /// <param name="work">Runs to its end.</param>
    /// <param name="ended">A write that says so, on the pipeline's thread; null for none.</param>
    internal void Start(Func<Task> work, Action? ended = null)
    {
        _running++;
        _ = Task.Run(() => FollowAsync(work, ended));
    }

    /// <summary>
    /// Runs one piece of work to its end. What it does before it first waits for something, it does on this thread:
    /// the way to another one and back is a good part of a short command. Called on the pipeline's thread.
    /// </summary>
    /// <inheritdoc cref="Start"/>
    internal void Run(Func<Task> work, Action? ended = null)
    {
        if (IsScheduled)
        {
            Start(work, ended);
        }
        else
        {
            _running++;
            _ = FollowAsync(work, ended);
        }

        WaitForSlots(1);
    }

    /// <summary>
    /// Whether what goes on after a wait would be handed to this thread, which waits: in a window's event handler.
    /// </summary>
    private static bool IsScheduled =>
        SynchronizationContext.Current is not null || TaskScheduler.Current != TaskScheduler.Default;

    /// <summary>
    /// Runs an action on the pipeline's thread, at once if this is it, and gives its result, or its exception, to the
    /// work that asked.
    /// </summary>
    internal Task<T> AskAsync<T>(Func<T> action)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Environment.CurrentManagedThreadId == _thread)
            Answer();
        else
            _actions.Add(Answer);
        return result.Task;

        void Answer()
        {
            try
            {
                result.SetResult(action());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }
    }

    /// <summary>Runs a write on the pipeline's thread. Its failure ends the whole command.</summary>
    internal Task WriteAsync(Action write) =>
        AskAsync(() =>
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            return TryWrite(write) ? true : throw new OperationCanceledException(_cancellation.Token);
        });

    /// <summary>
    /// Serves the work until fewer than so many pieces of it are running. Called on the pipeline's thread.
    /// </summary>
    internal void WaitForSlots(int count)
    {
        while (_running >= (_failure is null ? count : 1))
            TakeOrIdle()();
        while (_actions.TryTake(out Action? action))
            action();
        if (_failure is not null && _running == 0)
            _failure.Throw();
    }

    /// <summary>
    /// Serves all work to its end, and swallows what failed: for a pipeline that is already going down.
    /// </summary>
    internal void Drain()
    {
        while (_running > 0)
            _actions.Take()();
    }

    public void Dispose() => _actions.Dispose();

    private async Task FollowAsync(Func<Task> work, Action? ended)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // It ended as it was told to.
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        _actions.Add(() => End(failure, ended));
    }

    private Action TakeOrIdle() => _actions.TryTake(out Action? action, _patience) ? action : Idle;

    // A command that goes down writes nothing more.
    private void Idle()
    {
        if (!_cancellation.IsCancellationRequested)
            TryWrite(_idle);
    }

    private void End(ExceptionDispatchInfo? failure, Action? ended)
    {
        _running--;
        if (failure is not null)
            Fail(failure);
        else if (ended is not null && !_cancellation.IsCancellationRequested)
            TryWrite(ended);
    }

    private bool TryWrite(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception)
        {
            Fail(ExceptionDispatchInfo.Capture(exception));
            return false;
        }
    }

    private void Fail(ExceptionDispatchInfo failure)
    {
        _failure ??= failure;
        _cancellation.Cancel();
    }
}
