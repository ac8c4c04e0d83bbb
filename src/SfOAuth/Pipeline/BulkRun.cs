using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

namespace SfOAuth.Pipeline;

/// <summary>
/// Work for many things at once, in batches. A batch is worked off to its end before the pipeline has what came of it: while
/// other commands run on the pipeline's thread, nothing of ours is on its way. They may use the vault too, and SecretManagement
/// does not stand two users in one process.
/// </summary>
internal sealed class BulkRun(Cmdlet command, PipelineThread pipeline, string activity)
{
    // Enough to keep the throttle busy, and few enough that a long pipeline shows results on the way.
    private const int BatchesOfThrottle = 4;

    private readonly List<Func<Task>> _waiting = [];
    private readonly List<object> _results = [];
    private readonly BulkProgress _progress = new(command, activity);

    internal void Add(Func<Task> work, int throttle)
    {
        _waiting.Add(work);
        if (_waiting.Count >= throttle * BatchesOfThrottle)
            RunBatch(throttle);
    }

    /// <summary>Keeps a result until its batch is done. To be called by the work.</summary>
    internal Task KeepAsync(object result) => pipeline.WriteAsync(() => _results.Add(result));

    internal void Complete(int throttle)
    {
        RunBatch(throttle);
        _progress.Complete();
    }

    private void RunBatch(int throttle)
    {
        foreach (Func<Task> work in _waiting)
        {
            pipeline.PumpUntilBelow(throttle);
            _progress.Started();
            pipeline.Start(async () =>
            {
                await work().ConfigureAwait(false);
                await pipeline.WriteAsync(_progress.Ended).ConfigureAwait(false);
            });
        }

        _waiting.Clear();
        pipeline.PumpUntilBelow(1);
        object[] results = [.. _results];
        _results.Clear();
        command.WriteObject(results, enumerateCollection: true);
    }
}
