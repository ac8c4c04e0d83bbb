using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

namespace SfOAuth.Pipeline;

/// <summary>
/// Work for many things at once, in batches. A batch is worked off to its end before the pipeline has what came of it:
/// while other commands run on the pipeline's thread, nothing of ours is on its way. They may use the vault too, and
/// SecretManagement does not stand two users in one process.
/// </summary>
internal sealed class BatchRunner(Cmdlet command, PipelineThread pipeline, CommandProgress progress)
{
    // Enough to keep the throttle busy, and few enough that a long pipeline shows results on the way.
    private const int BatchesOfThrottle = 16;

    private readonly List<Func<Task>> _waiting = [];
    private readonly ConcurrentQueue<Token> _tokens = [];
    private readonly ConcurrentQueue<ErrorRecord> _errors = [];

    internal void Add(Func<Task> work, int throttle)
    {
        _waiting.Add(work);
        if (_waiting.Count >= throttle * BatchesOfThrottle)
            RunBatch(throttle);
    }

    /// <summary>
    /// Keeps a token until its batch is done; to be called by the work. Nothing stops this: it may be the only copy.
    /// </summary>
    internal void Keep(Token token) => _tokens.Enqueue(token);

    /// <summary>
    /// Keeps an error behind the tokens: under -ErrorAction Stop it is the last thing that is written.
    /// </summary>
    internal void Keep(ErrorRecord error) => _errors.Enqueue(error);

    internal void Complete(int throttle)
    {
        RunBatch(throttle);
        progress.Complete();
    }

    private void RunBatch(int throttle)
    {
        try
        {
            WorkOffAndWrite(throttle);
        }
        catch
        {
            // Under -ErrorAction Stop nothing else will take it away.
            progress.Complete();
            throw;
        }
    }

    private void WorkOffAndWrite(int throttle)
    {
        try
        {
            WorkOff(throttle);
        }
        finally
        {
            WriteKept();
        }
    }

    private void WorkOff(int throttle)
    {
        foreach (Func<Task> work in _waiting)
        {
            pipeline.WaitForSlots(throttle);
            progress.Started();
            if (_waiting.Count == 1)
                pipeline.Run(work, progress.Ended);
            else
                pipeline.Start(work, progress.Ended);
        }

        _waiting.Clear();
        pipeline.WaitForSlots(1);
    }

    private void WriteKept()
    {
        Token[] tokens = [.. Taken(_tokens)];
        ErrorRecord[] errors = [.. Taken(_errors)];
        command.WriteObject(tokens, enumerateCollection: true);
        Array.ForEach(errors, command.WriteError);
    }

    private static IEnumerable<T> Taken<T>(ConcurrentQueue<T> kept)
    {
        while (kept.TryDequeue(out T? one))
            yield return one;
    }
}
