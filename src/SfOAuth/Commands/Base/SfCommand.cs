using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Output;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>
/// Base of all cmdlets: errors as records, work beside the pipeline, and an end to it however the pipeline ends.
/// </summary>
public abstract class SfCommand : PSCmdlet, IDisposable
{
    /// <summary>Where Get-Help -Online finds the pages.</summary>
    private protected const string HelpPages = "https://github.com/SfOAuth/SfOAuth/blob/main/docs/";

    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lazy<CommandProgress> _progress;
    private PipelineThread? _pipeline;

    private protected SfCommand()
    {
        Waiting = new WaitReasons(reason => Pipeline.WriteAsync(() => WriteVerbose(reason)));
        _progress = new(() => new CommandProgress(this, Activity, Waiting));
    }

    internal PipelineThread Pipeline => _pipeline ??= new PipelineThread(_cancellation, Progress.Show);

    internal CommandProgress Progress => _progress.Value;

    /// <summary>What the work of this command waits for.</summary>
    internal WaitReasons Waiting { get; }

    /// <summary>Cancelled by Ctrl+C and by a write that fails.</summary>
    internal CancellationToken Cancelled => _cancellation.Token;

    internal IClock Clock { get; } = new SystemClock();

    /// <summary>The title of its progress.</summary>
    private protected virtual string Activity => MyInvocation.MyCommand.Name;

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

    /// <summary>Runs one record's work to its end; its error is this record's, and the pipeline goes on.</summary>
    internal void RunWork(ErrorContext context, Func<Task> work)
    {
        try
        {
            Pipeline.Run(() => ReportErrorsAsync(context, work));
        }
        finally
        {
            Progress.Complete();
        }
    }

    /// <summary>Runs a step that is done at once; its error is this record's, and the pipeline goes on.</summary>
    internal void ReportErrors(ErrorContext context, Action step)
    {
        try
        {
            step();
        }
        catch (SfOAuthException exception)
        {
            WriteError(ErrorRecords.From(exception, context.Of(exception, GetType())));
        }
    }

    /// <summary>Turns the errors of a piece of work into records.</summary>
    internal async Task ReportErrorsAsync(ErrorContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SfOAuthException exception)
        {
            await ReportAsync(ErrorRecords.From(exception, context.Of(exception, GetType())));
        }
        catch (ConnectionNotSavedException exception)
        {
            // The tokens first: they are all there is of the login now.
            await EmitAsync(exception.Token);
            await ReportAsync(ErrorRecords.From(exception, context.Of(exception, GetType())));
        }
    }

    internal virtual Task EmitAsync(Token token) => Pipeline.WriteAsync(() => WriteObject(token));

    internal virtual Task ReportAsync(ErrorRecord error) => Pipeline.WriteAsync(() => WriteError(error));

    internal bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Asks the user to confirm, from the work.</summary>
    internal Task<bool> ConfirmAsync(string target, string action) =>
        Pipeline.AskAsync(() => ShouldProcess(target, action));
}
