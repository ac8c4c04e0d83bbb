using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Pipeline;

/// <summary>
/// Opens a URL that is a secret: a browser gets its URL on its command line, which others can read, so what stands
/// there is an address of this process that leads on once.
/// </summary>
internal sealed class BrowserHandover(SfCommand command)
{
    // Any port will do, for no callback URL names it.
    private const string Anywhere = "http://127.0.0.1:0/";

    /// <param name="url">What the browser is to show.</param>
    /// <param name="time">How long it may take until the browser asks for it.</param>
    /// <exception cref="SfOAuthException">There is no browser, or it did not come in time.</exception>
    internal async Task RunAsync(string url, TimeSpan time)
    {
        using var listener = CallbackListener.Open(Anywhere, url);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(command.Cancelled);
        // No callback is waited for: its state is nobody's.
        Task waiting = listener.WaitAsync(
            RandomText.Create(byteCount: 24),
            new Uri(url).GetLeftPart(UriPartial.Authority),
            ended.Token
        );
        try
        {
            if (!await BrowserLauncher.OpenAsync(listener.StartUrl, SignInEnvironment.Here(), ended.Token))
                throw new SfOAuthException(Problem.InteractionImpossible, "No browser could be opened.");
            await Task.WhenAny(listener.Started, command.Clock.DelayAsync(time, ended.Token));
            command.Cancelled.ThrowIfCancellationRequested();
            if (!listener.Started.IsCompleted)
            {
                throw new SfOAuthException(
                    Problem.SignInTimedOut,
                    $"The browser did not ask for the page within {time.TotalSeconds:0} seconds."
                );
            }
        }
        finally
        {
            ended.Cancel();
            await Task.WhenAny(waiting);
        }
    }
}
