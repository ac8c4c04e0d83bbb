using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using SfOAuth.Errors;

namespace SfOAuth.Resources;

/// <summary>One call of a REST resource, to be made with whichever token is alive (RFC 6750, section 2.1).</summary>
public sealed record ResourceRequest
{
    /// <summary>GET, POST and so on.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>A path, or a whole URL on the token's own instance.</summary>
    public required string Path { get; init; }

    /// <summary>Null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Of the body.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Beside the token's own header.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How the request may be told of.</summary>
    public override string ToString() => $"{Method} {Path}";

    /// <summary>Where it goes with this token. The token never leaves for another host.</summary>
    /// <exception cref="InputException">The path is another host's, or the token has no instance.</exception>
    public string Resolve(Token token)
    {
        try
        {
            return token.Resolve(Path);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or UriFormatException)
        {
            throw new InputException(Problem.HostForeign, $"'{Path}' is no path on the host of this token, '{token.InstanceUrl ?? "which is not known"}'.", exception);
        }
    }

    internal HttpRequestMessage ToHttp(Token token)
    {
        var message = new HttpRequestMessage(Method, Resolve(token));
        message.Headers.Authorization = new AuthenticationHeaderValue(token.TokenType, token.GetAccessToken());
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        foreach (KeyValuePair<string, string> header in Headers)
            Set(message, header);
        return message;
    }

    private static void Set(HttpRequestMessage message, KeyValuePair<string, string> header)
    {
        message.Headers.Remove(header.Key);
        if (message.Headers.TryAddWithoutValidation(header.Key, header.Value))
            return;
        message.Content?.Headers.Remove(header.Key);
        message.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value);
    }
}
