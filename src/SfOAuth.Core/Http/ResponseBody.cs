using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Secrets;

namespace SfOAuth.Http;

/// <summary>
/// Reads a body up to the limit, or passes it on as it comes, and makes sure that it arrived whole and, if it is to be
/// text, is text.
/// </summary>
internal sealed class ResponseBody(
    HttpResponseMessage response,
    string host,
    IEnumerable<string> secrets,
    ResponseReading reading
)
{
    private const int LargestBuffer = 16 * 1024;
    private const int Utf7 = 65000;

    private readonly int _status = (int)response.StatusCode;

    /// <param name="onPiece">Called for each piece that is saved.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TransportException">It is cut short, too large, or no text.</exception>
    internal async Task<OrgResponse> ReadAsync(Action onPiece, CancellationToken cancellationToken)
    {
        string? mediaType = Scrubber
            .Scrub(response.Content.Headers.ContentType?.MediaType, secrets)
            ?.ToLowerInvariant();
        using var body = new MemoryStream();
        SaveBody keep =
            reading.Save is not null && response.IsSuccessStatusCode
                ? (buffer, count, cancelled) => PassOnAsync(reading.Save, onPiece, buffer, count, cancelled)
                : (buffer, count, _) => KeepAsync(body, buffer, count);
        await CopyAsync(keep, cancellationToken).ConfigureAwait(false);
        return new OrgResponse(_status, mediaType, Decode(body), host)
        {
            Date = response.Headers.Date,
            RetryAfter = response.Headers.RetryAfter,
            Location = response.Headers.Location,
            Headers = response.Headers,
            ContentHeaders = response.Content.Headers,
            LastModified = response.Content.Headers.LastModified,
        };
    }

    private static Task PassOnAsync(
        SaveBody save,
        Action onPiece,
        byte[] buffer,
        int count,
        CancellationToken cancellationToken
    )
    {
        onPiece();
        return save(buffer, count, cancellationToken);
    }

    private Task KeepAsync(MemoryStream body, byte[] buffer, int count)
    {
        if (body.Length + count > reading.Limit)
            throw Unusable(Problem.AnswerTooLarge, $"is larger than {reading.Limit / 1024} KiB.");
        body.Write(buffer, 0, count);
        return Task.CompletedTask;
    }

    private async Task CopyAsync(SaveBody keep, CancellationToken cancellationToken)
    {
        long length = 0;
        byte[] buffer = new byte[BufferSize()];
        int count;
        using Stream stream = await HttpPlatform.OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
        while ((count = await ReadPieceAsync(stream, buffer, length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await keep(buffer, count, cancellationToken).ConfigureAwait(false);
            length += count;
        }

        if (response.Content.Headers.ContentLength > length && !IsWithoutBody)
            throw Unusable(
                Problem.AnswerTruncated,
                $"ended after {length} of {response.Content.Headers.ContentLength} bytes."
            );
    }

    // Its length is then that of the body which another request would get (RFC 9110, sections 9.3.2 and 15.4.5).
    private bool IsWithoutBody => _status == 304 || response.RequestMessage?.Method == HttpMethod.Head;

    // Most answers are far smaller than the largest. One byte at least: how long the body is said to be is not how long
    // it is.
    private int BufferSize() =>
        (int)Math.Min(Math.Max(response.Content.Headers.ContentLength ?? LargestBuffer, 1), LargestBuffer);

    private async Task<int> ReadPieceAsync(
        Stream stream,
        byte[] buffer,
        long length,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException
                && length > 0
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw Unusable(Problem.AnswerTruncated, $"ended after {length} bytes, before it was complete.", exception);
        }
    }

    private string Decode(MemoryStream body)
    {
        string charset = response.Content.Headers.ContentType?.CharSet?.Trim('"') ?? "utf-8";
        return EncodingOf(charset).GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
    }

    // What is in the answer may be there only once, so that a name nobody knows, or one nobody should use, does not
    // lose it; and bytes that are no character become a mark.
    private static Encoding EncodingOf(string charset)
    {
        try
        {
            var encoding = Encoding.GetEncoding(charset);
            return encoding.CodePage == Utf7 ? Encoding.UTF8 : encoding;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    private TransportException Unusable(Problem problem, string what, Exception? cause = null) =>
        new(problem, $"The answer of {host} (status {_status}) {what}", mayHaveBeenProcessed: true, cause);
}
