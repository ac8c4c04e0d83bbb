using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>Sends a token request and reads its answer. A code or a refresh token is sent once.</summary>
internal static class TokenEndpoint
{
    private static readonly TimeSpan _secondTry = TimeSpan.FromSeconds(1);

    /// <exception cref="ProtocolException">The server refused.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal static async Task<TokenResponse> SendAsync(
        OAuthRequest request,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await SendOnceAsync(request, transport, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (ProtocolException exception)
            when (request.RetryPolicy == RetryPolicy.Safe && exception.Problem == Problem.ServerUnavailable)
        {
            // Salesforce's unknown_error comes with the words "retry your request".
            using IDisposable waiting = transport.Waiting.Pause(
                $"{request.Host} asks to be asked again. Trying again in {_secondTry.TotalSeconds:0} s"
            );
            await clock.DelayAsync(_secondTry, cancellationToken).ConfigureAwait(false);
            return await SendOnceAsync(request, transport, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<TokenResponse> SendOnceAsync(
        OAuthRequest request,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        OrgResponse answer = await RetryingSender
            .SendAsync(
                () => request.ToHttp(clock.UtcNow),
                request.RetryPolicy,
                request.Secrets,
                transport,
                clock,
                cancellationToken
            )
            .ConfigureAwait(false);
        try
        {
            Dictionary<string, string> fields = ResponseParser.Read(answer, request.Kind, request.Secrets);
            return TokenResponse.From(fields, request.Host);
        }
        catch (ProtocolException exception)
            when (exception.Problem == Problem.AssertionExpired && answer.Date is not null)
        {
            throw exception.With($"The server's clock shows {answer.Date:u}, this machine's {clock.UtcNow:u}.");
        }
    }
}
