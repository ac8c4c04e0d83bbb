using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;

namespace SfOAuth.Http;

/// <summary>One HTTP answer, read whole.</summary>
internal sealed class OrgResponse(int status, string? mediaType, string body, string host)
{
    internal int Status => status;

    /// <summary>Lower case and without parameters; null when the server named none.</summary>
    internal string? MediaType => mediaType;

    internal string Body => body;

    /// <summary>Who answered, for messages.</summary>
    internal string Host => host;

    /// <summary>The server's clock; null when it did not tell.</summary>
    internal DateTimeOffset? Date { get; init; }

    /// <summary>When the server wants to be asked again; null when it did not say.</summary>
    internal RetryConditionHeaderValue? RetryAfter { get; init; }

    /// <summary>Where a redirect leads, as the server wrote it; null when it did not say.</summary>
    internal Uri? Location { get; init; }

    /// <summary>All of its headers; null where nobody asks for them.</summary>
    internal HttpResponseHeaders? Headers { get; init; }

    /// <summary>Those about its body; null where nobody asks for them.</summary>
    internal HttpContentHeaders? ContentHeaders { get; init; }

    /// <summary>By the server's clock, when what it answers with was last changed; null when it did not say.</summary>
    internal DateTimeOffset? LastModified { get; init; }

    /// <summary>Whether the same request may fare better in a while.</summary>
    internal bool IsBusy => status is 429 or 502 or 503 or 504;

    internal bool IsSuccess => status is >= 200 and < 300;

    /// <summary>
    /// Whether the request belongs elsewhere. Other answers from 300 on are no redirects, as a list of choices is none.
    /// </summary>
    internal bool IsRedirect => status is 301 or 302 or 303 or 307 or 308 && Location is not null;

    /// <summary>The first value of a header; null when the server sent none of this name.</summary>
    internal string? Header(string name) =>
        Headers is not null && Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    /// <summary>All headers by name.</summary>
    internal Dictionary<string, IEnumerable<string>> AllHeaders()
    {
        Dictionary<string, IEnumerable<string>> all = new(StringComparer.OrdinalIgnoreCase);
        foreach (HttpHeaders headers in new HttpHeaders?[] { Headers, ContentHeaders }.OfType<HttpHeaders>())
        {
            foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
                all[header.Key] = [.. header.Value];
        }

        return all;
    }

    /// <summary>Status and type, all that an error may say of an answer.</summary>
    internal string Describe() => $"{host} answered with status {status} and content type '{mediaType ?? "none"}'";
}
