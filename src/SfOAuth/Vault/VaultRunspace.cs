using System;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>
/// The one place of this process where vault commands run: a runspace of their own, one command at a time.
/// SecretManagement fails when two runspaces use it at once (PowerShell/SecretManagement issue 188); the caller's
/// preferences and default parameter values do not reach in here; Ctrl+C in the caller's pipeline does not stop a save;
/// and a vault that hangs holds up nobody for longer than the timeout.
/// </summary>
internal static class VaultRunspace
{
    // A host without a user, as jobs have. SecretManagement too makes its own runspace anew when a better host comes.
    private const string DefaultHost = "Default Host";

    private static readonly SemaphoreSlim _turn = new(1);
    private static Runspace? _runspace;
    private static bool _hasUser;

    /// <summary>Whether a vault has somebody to ask for its password. To be called within a turn.</summary>
    internal static bool HasUser => _runspace is not null && _hasUser;

    /// <summary>Runs the work when its turn comes. Cancelling, or being late, leaves it to end by itself.</summary>
    /// <exception cref="StorageException">The time is up.</exception>
    internal static async Task<T> RunAsync<T>(
        Func<T> work,
        IDisposable? held,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            Task<T> running = await StartAsync(work, held, deadline.Token).ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(Timeout.Infinite, deadline.Token)).ConfigureAwait(false);
            if (!running.IsCompleted)
                deadline.Token.ThrowIfCancellationRequested();
            return await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(
                Problem.VaultTimedOut,
                $"The vault did not answer within {timeout.TotalSeconds:0} seconds."
            );
        }
    }

    /// <exception cref="RuntimeException">The command or the vault failed.</exception>
    internal static Collection<PSObject> Invoke(
        Runspace runspace,
        string command,
        params (string Name, object Value)[] parameters
    )
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand(command).AddParameter("ErrorAction", ActionPreference.Stop);
        foreach ((string name, object value) in parameters)
            shell.AddParameter(name, value);
        return shell.Invoke();
    }

    /// <summary>To be called within a turn.</summary>
    /// <param name="host">Who is asked for a vault's password; null when nobody may be.</param>
    /// <param name="modulePath">The SecretManagement that the caller has loaded.</param>
    internal static Runspace Open(PSHost? host, string modulePath)
    {
        bool hasUser = host is not null && host.Name != DefaultHost;
        if (_runspace is { RunspaceStateInfo.State: RunspaceState.Opened } && (_hasUser || !hasUser))
            return _runspace;
        _runspace?.Dispose();
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([modulePath]);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        _hasUser = hasUser;
        return _runspace;
    }

    /// <summary>Tells whoever is asked for a password. To be called within a turn.</summary>
    internal static void Warn(string text)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace!;
        shell
            .AddCommand("Microsoft.PowerShell.Utility\\Write-Host")
            .AddParameter("Object", text)
            .AddParameter("ForegroundColor", ConsoleColor.Yellow);
        shell.Invoke();
    }

    private static async Task<Task<T>> StartAsync<T>(
        Func<T> work,
        IDisposable? held,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            held?.Dispose();
            throw;
        }

        var running = Task.Run(work, CancellationToken.None);
        _ = running.ContinueWith(
            _ =>
            {
                held?.Dispose();
                _turn.Release();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return running;
    }
}
