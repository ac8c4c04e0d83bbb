using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Http;

namespace SfOAuth.Rest;

/// <summary>One call of a REST resource, to be made with whichever token is alive (RFC 6750, section 2.1).</summary>
internal sealed record RestRequest
{
    /// <summary>GET, POST and so on.</summary>
    internal required HttpMethod Method { get; init; }

    /// <summary>Whether the server is the same after two of them as after one (RFC 9110, section 9.2.2).</summary>
    internal bool IsRepeatable =>
        Method == HttpMethod.Get
        || Method == HttpMethod.Head
        || Method == HttpMethod.Put
        || Method == HttpMethod.Delete;

    /// <summary>A path, or a whole URL on the token's own instance.</summary>
    internal required string Path { get; init; }

    /// <summary>Null for none.</summary>
    internal byte[]? Body { get; init; }

    /// <summary>The absolute path of a file that is the body, read as it is sent; null for none.</summary>
    internal string? BodyFile { get; init; }

    /// <summary>Of the body.</summary>
    internal string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Beside the token's own header.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The path as it may be told of: of a whole URL the host and the path, and neither a password before nor what is
    /// behind.
    /// </summary>
    internal string Resource =>
        IsWholeUrl && Uri.TryCreate(Path[0] == '/' ? "https:" + Path : Path, UriKind.Absolute, out Uri? url)
            ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : Path;

    private bool IsWholeUrl => ResourcePaths.IsWholeUrl(Path);

    /// <summary>How the request may be told of.</summary>
    public override string ToString() => $"{Method} {Resource}";

    /// <summary>Where it goes with this token. The token never leaves for another host.</summary>
    /// <exception cref="SfOAuthException">The path is another host's, or the token has no instance.</exception>
    internal string Resolve(Token token)
    {
        try
        {
            return token.Resolve(Path);
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or UriFormatException)
        {
            // What leads elsewhere may hold a password or somebody else's token, and is not repeated.
            throw new SfOAuthException(
                Problem.HostForeign,
                $"The path leads to another host than this token's own, '{token.InstanceUrl ?? "which is not known"}'.",
                exception
            );
        }
    }

    /// <exception cref="SfOAuthException">Something in it would arrive as something else, or not at all.</exception>
    internal void RequireWellFormed()
    {
        string? flaw =
            ResourcePath.FlawOf(Path) ?? HeaderFields.FlawOf(Headers) ?? HeaderFields.FlawOfContentType(ContentType);
        if (flaw is not null)
            throw new SfOAuthException(Problem.ParameterInvalid, flaw);
    }

    internal HttpRequestMessage ToHttp(Token token)
    {
        var message = new HttpRequestMessage(Method, Resolve(token));
        message.Headers.Authorization = BearerHeader.Create(token.GetAccessToken(), token.TokenType);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Content = CreateContent();
        if (!IsRepeatable)
            HttpPlatform.EnsureSentOnce(message);

        foreach (KeyValuePair<string, string> header in Headers)
            Set(message, header);
        return message;
    }

    /// <summary>
    /// What is not to be repeated has one even where it is empty: only so can it be told whether it left.
    /// </summary>
    private TrackedContent? CreateContent()
    {
        Stream? body = OpenBody();
        if (body is null)
            return IsRepeatable ? null : new TrackedContent(Stream.Null);
        var content = new TrackedContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return content;
    }

    private Stream? OpenBody()
    {
        if (BodyFile is null)
            return Body is null ? null : new MemoryStream(Body, writable: false);
        try
        {
            return new FileStream(BodyFile, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"'{BodyFile}' can't be read: {exception.Message}",
                exception
            );
        }
    }

    private static void Set(HttpRequestMessage message, KeyValuePair<string, string> header)
    {
        HttpHeaders? headers = HeaderFields.IsOfContent(header.Key) ? message.Content?.Headers : message.Headers;
        headers?.Remove(header.Key);
        headers?.TryAddWithoutValidation(header.Key, header.Value);
    }
}
