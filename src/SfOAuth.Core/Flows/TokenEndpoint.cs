using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>Sends a token request once. Only a connection that was never made is tried again: then nothing was sent.</summary>
public static class TokenEndpoint
{
    private static readonly int[] _pausesInMilliseconds = [250, 500];

    /// <exception cref="ProtocolException">The server refused.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<TokenResponse> SendAsync(TokenRequest request, Transport transport, IClock clock, CancellationToken cancellationToken)
    {
        Answer answer = await ConnectAndSendAsync(request, transport, clock, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> fields = AnswerReader.Read(answer, request.Grant, request.Secrets);
        return TokenResponse.From(fields, request.Host);
    }

    private static async Task<Answer> ConnectAndSendAsync(TokenRequest request, Transport transport, IClock clock, CancellationToken cancellationToken)
    {
        foreach (int pause in _pausesInMilliseconds)
        {
            try
            {
                return await SendOnceAsync(request, transport, cancellationToken).ConfigureAwait(false);
            }
            catch (TransportException exception) when (exception is { Problem: Problem.ConnectionFailed, MayHaveBeenProcessed: false })
            {
                await clock.DelayAsync(TimeSpan.FromMilliseconds(pause), cancellationToken).ConfigureAwait(false);
            }
        }

        return await SendOnceAsync(request, transport, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Answer> SendOnceAsync(TokenRequest request, Transport transport, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = request.ToHttp();
        return await transport.SendAsync(message, request.Secrets, cancellationToken).ConfigureAwait(false);
    }
}
