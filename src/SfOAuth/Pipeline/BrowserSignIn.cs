using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Pipeline;

/// <summary>
/// A sign-in whose answer comes back by itself: the port is listened on, then the browser opened, then the answer
/// waited for.
/// </summary>
internal sealed class BrowserSignIn(SfCommand command)
{
    private const int ActivityId = 1;
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    /// <exception cref="SfOAuthException">The redirect URI does not lead to this machine.</exception>
    /// <exception cref="SfOAuthException">The port is taken, or the time is up.</exception>
    internal async Task<AuthorizationResponse> RunAsync(AuthorizationRequest request, TimeSpan time)
    {
        using var listener = CallbackListener.Open(request.RedirectUri, request.Url);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(command.Cancelled);
        string origin = new Uri(request.LoginUrl).GetLeftPart(UriPartial.Authority);
        Task<AuthorizationResponse> answer = listener.WaitAsync(request.State, origin, ended.Token);
        Task opening = OpenAsync(request, listener, ended.Token);
        try
        {
            await ShowProgressAsync(answer, opening, new Uri(origin).Authority, time, ended.Token);
            return answer.IsCompleted ? await answer : throw TimedOut(time, listener.IgnoredCallbacks);
        }
        finally
        {
            ended.Cancel();
            await Quietly(opening);
        }
    }

    private static SfOAuthException TimedOut(TimeSpan time, int ignored)
    {
        string strays =
            ignored == 0
                ? ""
                : string.Format(
                    CultureInfo.InvariantCulture,
                    " Callbacks of another sign-in that were ignored: {0}.",
                    ignored
                );
        return new SfOAuthException(
            Problem.SignInTimedOut,
            $"The browser did not come back within {time.TotalSeconds:0} seconds.{strays}"
        );
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The answer was quicker, or the user gave up.
        }
    }

    private async Task OpenAsync(AuthorizationRequest request, CallbackListener listener, CancellationToken ended)
    {
        var surroundings = SignInEnvironment.Here();
        string? advice = surroundings.Advice(new Uri(request.RedirectUri).Port);
        await command.Pipeline.WriteAsync(() =>
            command.WriteVerbose($"Listening on {string.Join(" and ", listener.Endpoints)}.")
        );
        if (await BrowserLauncher.OpenAsync(listener.StartUrl, surroundings, ended))
        {
            await command.Pipeline.WriteAsync(() =>
                command.WriteVerbose($"{advice}{(advice is null ? "" : " ")}Opened in the browser: {request.Url}")
            );
            return;
        }

        ended.ThrowIfCancellationRequested();
        await command.Pipeline.WriteAsync(() =>
        {
            command.WriteWarning(
                $"No browser could be opened. {advice ?? "Open the URL in a browser of this machine."}"
            );
            ManualSignIn.ShowUrl(command, request);
        });
    }

    /// <summary>Ends when the answer is there, the time is up, or opening the browser went wrong.</summary>
    private async Task ShowProgressAsync(Task answer, Task opening, string host, TimeSpan time, CancellationToken ended)
    {
        DateTimeOffset end = command.Clock.UtcNow + time;
        for (
            TimeSpan left = time;
            left > TimeSpan.Zero && !answer.IsCompleted && !opening.IsFaulted;
            left = end - command.Clock.UtcNow
        )
        {
            int seconds = (int)Math.Ceiling(left.TotalSeconds);
            await command.Pipeline.WriteAsync(() => command.WriteProgress(ProgressOf(host, seconds)));
            await Task.WhenAny(answer, command.Clock.DelayAsync(left < _tick ? left : _tick, ended));
        }

        await command.Pipeline.WriteAsync(() =>
            command.WriteProgress(
                new ProgressRecord(ActivityId, "Signing in", "Done") { RecordType = ProgressRecordType.Completed }
            )
        );
    }

    private static ProgressRecord ProgressOf(string host, int seconds) =>
        new(ActivityId, $"Signing in to {host}", "Waiting for the browser. Ctrl+C ends it.")
        {
            SecondsRemaining = seconds,
        };
}
