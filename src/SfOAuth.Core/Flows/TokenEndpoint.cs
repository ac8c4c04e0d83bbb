using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>Sends a token request, once.</summary>
public static class TokenEndpoint
{
    /// <exception cref="ProtocolException">The server refused.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<TokenResponse> SendAsync(TokenRequest request, Transport transport, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = request.ToHttp();
        Answer answer = await transport.SendAsync(message, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> fields = AnswerReader.Read(answer, request.Grant, request.Secrets);
        return TokenResponse.From(fields, request.Host);
    }
}
