using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Pipeline;

/// <summary>Base of all cmdlets: errors as records, work beside the pipeline, and an end to it however the pipeline ends.</summary>
public abstract class SfCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private PipelineThread? _pipeline;

    private protected PipelineThread Pipeline => _pipeline ??= new PipelineThread(_cancellation);

    /// <summary>Cancelled by Ctrl+C and by a write that fails.</summary>
    private protected CancellationToken Cancelled => _cancellation.Token;

    private protected virtual IClock Clock { get; } = new SystemClock();

    /// <summary>Also runs when the pipeline is stopped between two records, with refreshes on their way.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _cancellation.Cancel();

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _cancellation.Cancel();
        _pipeline?.Drain();
        _pipeline?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Runs one piece of work to its end.</summary>
    private protected void Run(Func<Task> work)
    {
        Pipeline.Start(work);
        Pipeline.PumpUntilBelow(1);
    }

    /// <summary>Runs a step that is done at once; its error is this record's, and the pipeline goes on.</summary>
    private protected void Try(ErrorContext context, Action action)
    {
        try
        {
            action();
        }
        catch (SfOAuthException exception)
        {
            WriteError(ErrorRecords.From(exception, context));
        }
    }
}
