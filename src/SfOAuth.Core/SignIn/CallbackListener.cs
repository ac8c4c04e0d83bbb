using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// Receives the answer to one sign-in on this machine's loopback addresses (RFC 8252, section 7.3). Bare sockets,
/// because the framework's own HTTP listener can't be held to loopback on both families everywhere.
/// </summary>
internal sealed class CallbackListener : IDisposable
{
    private static readonly TimeSpan _pauseAfterFailure = TimeSpan.FromMilliseconds(20);

    private readonly CallbackAddress _address;
    private readonly CallbackLimits _limits;
    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly OpenConnections _open;
    private readonly TaskCompletionSource<AuthorizationResponse> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallbackRules? _rules;
    private readonly StartPage _start;
    private AuthorizationResponse? _first;
    private AuthorizationResponse? _refusal;
    private volatile bool _closed;

    private CallbackListener(CallbackAddress address, CallbackLimits limits, StartPage start)
    {
        _limits = limits;
        _start = start;
        _listeners = LoopbackPort.Take(address.Addresses, address.Port);
        _address = address.With(((IPEndPoint)_listeners[0].LocalEndpoint).Port);
        _open = new OpenConnections(limits.Connections);
    }

    /// <summary>What it listens on, such as <c>127.0.0.1:1717</c>.</summary>
    internal IReadOnlyList<string> Endpoints =>
        _listeners.Select(listener => listener.LocalEndpoint.ToString()!).ToArray();

    /// <summary>How many callbacks came that belong to another sign-in, or to none.</summary>
    internal int IgnoredCallbacks => _rules?.Ignored ?? 0;

    /// <summary>What the browser is to open: it leads on to the authorize URL, once.</summary>
    internal string StartUrl => _address.At(_start.Path);

    /// <summary>Ends when the browser has been led on.</summary>
    internal Task Started => _started.Task;

    /// <summary>Listens from now on; only then may the browser be opened.</summary>
    /// <param name="redirectUri">Plain http to <c>localhost</c>, <c>127.0.0.1</c> or <c>[::1]</c>.</param>
    /// <param name="authorizeUrl">Where <see cref="StartUrl"/> leads; null for nowhere.</param>
    /// <param name="limits">Null for the usual ones.</param>
    /// <exception cref="SfOAuthException">The redirect URI leads elsewhere.</exception>
    /// <exception cref="SfOAuthException">Another program has the port.</exception>
    internal static CallbackListener Open(
        string redirectUri,
        string? authorizeUrl = null,
        CallbackLimits? limits = null
    ) => new(CallbackAddress.Parse(redirectUri), limits ?? new CallbackLimits(), new StartPage(authorizeUrl));

    /// <summary>
    /// Ends with the first code of that state once the browser has its page, or a while after the first refusal if no
    /// code came. All else is answered and does not end it. To be called once.
    /// </summary>
    /// <param name="state">The state of the authorize URL.</param>
    /// <param name="loginOrigin">Scheme and host of the login URL: the one origin whose pages may lead here.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<AuthorizationResponse> WaitAsync(
        string state,
        string loginOrigin,
        CancellationToken cancellationToken
    )
    {
        _rules = new CallbackRules(_address, state, loginOrigin, _start);
        foreach (TcpListener listener in _listeners)
            _ = AcceptAsync(listener, _rules);
        using (cancellationToken.Register(() => _answer.TrySetCanceled(cancellationToken)))
            return await _answer.Task.ConfigureAwait(false);
    }

    /// <summary>Gives the port up, at once, and what is still connected with it.</summary>
    public void Dispose()
    {
        _closed = true;
        _answer.TrySetCanceled();
        foreach (TcpListener listener in _listeners)
            listener.Stop();
        _open.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, CallbackRules rules)
    {
        while (!_closed)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync().ConfigureAwait(false), rules);
            }
            catch (Exception exception)
                when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed; or a client was gone before its turn, or the system is short of handles for a moment.
                await Task.Delay(_pauseAfterFailure).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket, CallbackRules rules)
    {
        using var connection = new CallbackConnection(socket, _limits);
        _open.Add(connection);
        bool first = false;
        try
        {
            CallbackPage answer = rules.Judge(
                await connection.ReadHeadAsync().ConfigureAwait(false),
                out AuthorizationResponse? response
            );
            connection.IsKept = first = response is not null && IsFirst(response);
            await connection.AnswerAsync(answer).ConfigureAwait(false);
            if (answer.IsStart)
                _started.TrySetResult(true);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone, or was slow. If it had brought the answer, that has arrived all the same.
        }

        _open.Remove(connection);
        if (first)
            await EndAsync().ConfigureAwait(false);
    }

    private bool IsFirst(AuthorizationResponse response) =>
        response.IsRefusal
            ? Interlocked.CompareExchange(ref _refusal, response, null) is null
            : Interlocked.CompareExchange(ref _first, response, null) is null;

    private async Task EndAsync()
    {
        if (_first is null)
            await Task.Delay(_limits.RefusalTime).ConfigureAwait(false);
        // A code that came meanwhile ends it itself, when its page has left.
        if (_first is AuthorizationResponse code)
            _answer.TrySetResult(code);
        else
            _answer.TrySetResult(_refusal!);
    }
}
