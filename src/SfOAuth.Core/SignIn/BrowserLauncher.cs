using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.SignIn;

/// <summary>Opens a URL in the user's browser.</summary>
internal static class BrowserLauncher
{
    // Openers hand the URL over and end; a program that still runs after this is the browser itself.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <returns>False when nothing is there that opens it.</returns>
    internal static async Task<bool> OpenAsync(
        string url,
        SignInEnvironment surroundings,
        CancellationToken cancellationToken
    )
    {
        foreach (BrowserCommand command in BrowserCommand.For(url, surroundings))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryAsync(command, surroundings.System, cancellationToken).ConfigureAwait(false))
                return true;
        }

        return false;
    }

    private static async Task<bool> TryAsync(
        BrowserCommand command,
        OSPlatform system,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using Process? process = Start(command, system);
            // Windows starts nothing of its own where a browser that runs already takes the URL.
            return process is null || await WaitAsync(process, cancellationToken).ConfigureAwait(false) is null or 0;
        }
        catch (Exception exception)
            when (exception is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Process? Start(BrowserCommand command, OSPlatform system)
    {
        // On Windows through the system's own opener, which is no shell: a program started otherwise would get the
        // listening port along, and keep it taken, on .NET Framework.
        if (system == OSPlatform.Windows)
            return Process.Start(
                new ProcessStartInfo(command.Program, CommandLine.Join(command.Arguments)) { UseShellExecute = true }
            );
        if (system != OSPlatform.Linux)
            return StartQuietly(command);
        try
        {
            return StartQuietly(command.Detached());
        }
        catch (Win32Exception)
        {
            // This Linux can't.
            return StartQuietly(command);
        }
    }

    /// <summary>What browsers have to say about themselves is not for the user's prompt.</summary>
    private static Process? StartQuietly(BrowserCommand command)
    {
        Process? process = Process.Start(
            new ProcessStartInfo(command.Program, CommandLine.Join(command.Arguments))
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        process?.StandardInput.Close();
        Discard(process?.StandardOutput.BaseStream);
        Discard(process?.StandardError.BaseStream);
        return process;
    }

    /// <summary>The exit code; null when it still runs.</summary>
    private static async Task<int?> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        var exited = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult(true);
        process.EnableRaisingEvents = true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        using (patience.Token.Register(() => exited.TrySetResult(false)))
            return await exited.Task.ConfigureAwait(false) ? process.ExitCode : null;
    }

    /// <summary>
    /// Reads for as long as the program lives, also after this command: a full or broken pipe would stop a browser.
    /// </summary>
    private static void Discard(Stream? output) => _ = output?.CopyToAsync(Stream.Null);
}
