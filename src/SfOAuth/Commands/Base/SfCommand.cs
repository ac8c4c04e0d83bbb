using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Output;
using SfOAuth.Pipeline;
using SfOAuth.Secrets;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Base of all cmdlets: errors as records, work beside the pipeline, and an end to it however the pipeline ends.</summary>
public abstract class SfCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Dictionary<string, Lazy<Task<SecretManagementVault>>> _vaults = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<CommandProgress> _progress;
    private PipelineThread? _pipeline;

    private protected SfCommand()
    {
        Waiting = new WaitReasons(reason => Pipeline.WriteAsync(() => WriteVerbose(reason)));
        _progress = new(() => new CommandProgress(this, Activity, Waiting));
    }

    private protected PipelineThread Pipeline => _pipeline ??= new PipelineThread(_cancellation, Progress.Show);

    private protected CommandProgress Progress => _progress.Value;

    /// <summary>What the work of this command waits for.</summary>
    private protected WaitReasons Waiting { get; }

    /// <summary>The title of its progress.</summary>
    private protected virtual string Activity => MyInvocation.MyCommand.Name;

    /// <summary>Cancelled by Ctrl+C and by a write that fails.</summary>
    private protected CancellationToken Cancelled => _cancellation.Token;

    private protected IClock Clock { get; } = new SystemClock();

    private protected virtual TimeSpan VaultTimeout => TimeSpan.FromMinutes(2);

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
    private protected void Run(ErrorContext context, Func<Task> work)
    {
        Pipeline.Start(() => GuardAsync(context, work));
        try
        {
            Pipeline.WaitForSlots(1);
        }
        finally
        {
            Progress.Complete();
        }
    }

    /// <summary>The same for work in a vault.</summary>
    private protected void RunInVault(ErrorContext context, string? vault, Func<SecretManagementVault, Task> work) => Try(context, () =>
    {
        Func<Task<SecretManagementVault>> open = VaultOpener(vault);
        Run(context, async () => await work(await open().ConfigureAwait(false)).ConfigureAwait(false));
    });

    private protected virtual Task EmitAsync(Token token) => Pipeline.WriteAsync(() => WriteObject(token));

    private protected virtual Task ReportAsync(ErrorRecord error) => Pipeline.WriteAsync(() => WriteError(error));

    /// <summary>Turns the errors of a piece of work into records.</summary>
    private protected async Task GuardAsync(ErrorContext context, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (SfOAuthException exception)
        {
            await ReportAsync(ErrorRecords.From(exception, context)).ConfigureAwait(false);
        }
        catch (ConnectionNotSavedException exception)
        {
            // The tokens first: they are all there is of the login now.
            await EmitAsync(exception.Token).ConfigureAwait(false);
            await ReportAsync(ErrorRecords.From(exception, context)).ConfigureAwait(false);
        }
    }

    /// <summary>The user's vault, for the work that follows. To be called on the pipeline's thread.</summary>
    /// <exception cref="StorageException">SecretManagement is not there.</exception>
    private protected Func<Task<SecretManagementVault>> VaultOpener(string? vault)
    {
        var management = SecretManagement.Of(this, VaultTimeout, Waiting);
        string key = vault ?? "";
        // Asked for once in a command, however many connections it works on.
        if (!_vaults.TryGetValue(key, out Lazy<Task<SecretManagementVault>>? opening))
            _vaults.Add(key, opening = new(() => SecretManagementVault.OpenAsync(management, vault, ProcessState.Locks, ProcessState.Seen, Cancelled)));
        return () => opening.Value;
    }

    /// <exception cref="SfOAuthException">The secret is empty or a placeholder; a missing one passes.</exception>
    private protected static void RequireSecret(SecureString? secret, string parameter)
    {
        if (secret?.Length == 0)
            throw new SfOAuthException(Problem.ParameterInvalid, $"-{parameter} is empty. Leave it out if there is none.");
        if (SecureText.IsCliRedaction(secret))
            throw new SfOAuthException(Problem.SecretRedacted, $"-{parameter} holds the text the Salesforce CLI prints in place of a secret, not the secret.");
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
