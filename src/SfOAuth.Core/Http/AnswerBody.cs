using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Compatibility;
using SfOAuth.Errors;
using SfOAuth.Secrets;

namespace SfOAuth.Http;

/// <summary>Reads a body up to the limit, and makes sure that it arrived whole and is text.</summary>
internal static class AnswerBody
{
    private const int Limit = 1024 * 1024;

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response, string host, IEnumerable<string> secrets, CancellationToken cancellationToken)
    {
        string? mediaType = Scrubber.Scrub(response.Content.Headers.ContentType?.MediaType, secrets)?.ToLowerInvariant();
        int status = (int)response.StatusCode;
        using var body = new MemoryStream();
        try
        {
            await CopyAsync(response, body, host, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && body.Length > 0)
        {
            throw new TransportException(
                Problem.AnswerTruncated, $"The answer of {host} (status {status}) ended after {body.Length} bytes, before it was complete.", true, exception);
        }

        if (response.Content.Headers.ContentLength > body.Length)
        {
            throw new TransportException(
                Problem.AnswerTruncated, $"The answer of {host} (status {status}) ended after {body.Length} of {response.Content.Headers.ContentLength} bytes.", true);
        }

        return new Answer(status, mediaType, Decode(body, response, host, secrets), host)
        {
            Date = response.Headers.Date,
            RetryAfter = response.Headers.RetryAfter,
        };
    }

    private static async Task CopyAsync(HttpResponseMessage response, MemoryStream body, string host, CancellationToken cancellationToken)
    {
        using Stream stream = await HttpPlatform.OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + count > Limit)
            {
                throw new TransportException(
                    Problem.AnswerTooLarge, $"The answer of {host} (status {(int)response.StatusCode}) is larger than {Limit / 1024} KiB.", true);
            }

            body.Write(buffer, 0, count);
        }
    }

    private static string Decode(MemoryStream body, HttpResponseMessage response, string host, IEnumerable<string> secrets)
    {
        string charset = response.Content.Headers.ContentType?.CharSet?.Trim('"') ?? "utf-8";
        try
        {
            var encoding = Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            // Also DecoderFallbackException: the bytes are not what the header says.
            throw new TransportException(
                Problem.AnswerTypeUnknown, $"The answer of {host} (status {(int)response.StatusCode}) is not readable as charset '{Scrubber.Scrub(charset, secrets)}'.", true);
        }
    }
}
