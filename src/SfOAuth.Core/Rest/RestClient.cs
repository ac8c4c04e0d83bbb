using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Rest;

/// <summary>
/// Calls of one org's resources, one after the other, with one token. When the org says that the session has expired,
/// and only then, a new token is asked for once, and the call made once more; a refused call was not carried out, so
/// that does no harm.
/// </summary>
internal sealed class RestClient
{
    // What 2,000 wide records take, many times over; an answer of unknown length must end somewhere.
    private const int LongestAnswer = 256 * 1024 * 1024;

    private const int NotModified = 304;

    private readonly Func<Token, Task<Token?>> _renew;
    private readonly Transport _transport;
    private readonly IClock _clock;

    /// <param name="token">To begin with.</param>
    /// <param name="renew">Gives the successor of a dead token; null when there is none to be had.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    internal RestClient(Token token, Func<Token, Task<Token?>> renew, Transport transport, IClock clock)
    {
        Token = token;
        _renew = renew;
        _transport = transport;
        _clock = clock;
    }

    /// <summary>The newest one.</summary>
    internal Token Token { get; private set; }

    /// <summary>What the org answered last, be it a refusal; null before, and where no usable answer came.</summary>
    internal OrgResponse? Answered { get; private set; }

    /// <param name="request">The call.</param>
    /// <param name="save">Takes the body of a good answer in pieces as they come; null reads it as text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiException">The resource refused.</exception>
    /// <exception cref="SfOAuthException">The token would leave for another host; nothing was sent.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    internal async Task<RestResponse> SendAsync(
        RestRequest request,
        SaveBody? save,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await SendOnceAsync(request, save, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException exception) when (exception.IsSessionExpired)
        {
            if (await _renew(Token).ConfigureAwait(false) is not Token renewed)
                throw;
            Token = renewed;
            return await SendOnceAsync(request, save, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RestResponse> SendOnceAsync(
        RestRequest request,
        SaveBody? save,
        CancellationToken cancellationToken
    )
    {
        request.RequireWellFormed();
        Answered = null;
        try
        {
            return await SendToOrgAsync(request, save, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException exception)
        {
            exception.IsRepeatable = request.IsRepeatable;
            throw;
        }
    }

    private async Task<RestResponse> SendToOrgAsync(
        RestRequest request,
        SaveBody? save,
        CancellationToken cancellationToken
    )
    {
        string[] secrets = [Token.GetAccessToken()];
        var reading = new ResponseReading { Limit = LongestAnswer, Save = save };
        // Salesforce has done nothing of what it answers with 429, nor with 503 where it names a time; the rest may
        // have been done.
        OrgResponse answer = await RetryingSender
            .SendAsync(
                () => request.ToHttp(Token),
                request.IsRepeatable ? RetryPolicy.Safe : RetryPolicy.WhenAsked,
                secrets,
                _transport,
                _clock,
                cancellationToken,
                reading
            )
            .ConfigureAwait(false);
        Answered = answer;
        if (answer.IsRedirect)
            throw new TransportException(
                Problem.RedirectRefused,
                answer.Describe() + "; a token does not follow a redirect.",
                mayHaveBeenProcessed: true
            );
        // What the caller has is what there is (RFC 9110, section 15.4.5).
        if (answer.Status == NotModified)
            return new RestResponse("", IsJson: false) { IsUnchanged = true };
        if (!answer.IsSuccess)
            throw new ApiException(answer.Status, ApiErrors.Read(answer, secrets)) { Call = request.ToString() };
        return new RestResponse(answer.Body, answer.MediaType?.EndsWith("json", StringComparison.Ordinal) == true);
    }
}
