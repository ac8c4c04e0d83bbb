using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>
/// Sends a request, and decides whether it may be sent again. One that must not be repeated is tried again only if no
/// connection was ever made; any other also when the connection broke or the server is busy, after the time the server
/// names.
/// </summary>
internal static class RetryingSender
{
    private static readonly int[] _connectionPausesInMilliseconds = [250, 500];
    private static readonly int[] _busyPausesInSeconds = [1, 2, 4];

    /// <param name="make">Called for each try.</param>
    /// <param name="policy">Whether it may be sent again after it left.</param>
    /// <param name="secrets">What no error may repeat; asked for after the request was made.</param>
    /// <param name="transport">No pause is longer than its timeout: who asks to wait longer gets no second
    /// request.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends a pause at once, and a request as far as it may be ended.</param>
    /// <param name="reading">Null for what OAuth answers.</param>
    /// <exception cref="TransportException">No usable answer came.</exception>
    internal static async Task<OrgResponse> SendAsync(
        Func<HttpRequestMessage> make,
        RetryPolicy policy,
        IEnumerable<string> secrets,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken,
        ResponseReading? reading = null
    )
    {
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan? pause;
            string cause;
            using HttpRequestMessage message = make();
            try
            {
                OrgResponse answer = await transport
                    .SendAsync(message, secrets, cancellationToken, reading)
                    .ConfigureAwait(false);
                pause = MayRepeat(answer, policy) ? PauseAfter(answer, attempt, clock.UtcNow) : null;
                if (pause is null || pause > transport.Timeout)
                    return answer;
                cause = $"{answer.Host} is busy (status {answer.Status})";
            }
            catch (TransportException exception) when (PauseAfter(exception, attempt, policy) is not null)
            {
                pause = PauseAfter(exception, attempt, policy);
                cause =
                    exception.Problem == Problem.AnswerLost
                        ? $"{message.RequestUri!.Authority} broke off"
                        : $"{message.RequestUri!.Authority} can't be reached";
            }

            using IDisposable waiting = transport.Waiting.Pause(
                string.Format(
                    CultureInfo.InvariantCulture,
                    "{0}. Trying again in {1:0.##} s",
                    cause,
                    pause!.Value.TotalSeconds
                )
            );
            await clock.DelayAsync(pause.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool MayRepeat(OrgResponse answer, RetryPolicy policy) =>
        policy switch
        {
            RetryPolicy.Safe => answer.IsBusy,
            RetryPolicy.SafeAtStorage => answer.IsBusy || answer.Status == 500,
            RetryPolicy.WhenAsked => answer.Status == 429 || (answer.Status == 503 && answer.RetryAfter is not null),
            _ => false,
        };

    private static TimeSpan? PauseAfter(OrgResponse answer, int attempt, DateTimeOffset now)
    {
        if (attempt >= _busyPausesInSeconds.Length)
            return null;
        TimeSpan? asked = answer.RetryAfter?.Delta ?? (answer.RetryAfter?.Date - now);
        return asked is TimeSpan pause && pause >= TimeSpan.Zero
            ? pause
            : TimeSpan.FromSeconds(_busyPausesInSeconds[attempt]);
    }

    private static TimeSpan? PauseAfter(TransportException exception, int attempt, RetryPolicy policy)
    {
        bool again =
            exception is { Problem: Problem.ConnectionFailed, MayHaveBeenProcessed: false }
            || (policy is RetryPolicy.Safe or RetryPolicy.SafeAtStorage && exception.Problem == Problem.AnswerLost);
        return again && attempt < _connectionPausesInMilliseconds.Length
            ? TimeSpan.FromMilliseconds(_connectionPausesInMilliseconds[attempt])
            : null;
    }
}
