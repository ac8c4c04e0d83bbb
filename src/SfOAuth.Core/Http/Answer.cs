namespace SfOAuth.Http;

/// <summary>One HTTP answer, read whole.</summary>
internal sealed class Answer(int status, string? mediaType, string body, string host)
{
    internal int Status => status;

    /// <summary>Lower case and without parameters; null when the server named none.</summary>
    internal string? MediaType => mediaType;

    internal string Body => body;

    /// <summary>Who answered, for messages.</summary>
    internal string Host => host;

    internal bool IsSuccess => status is >= 200 and < 300;

    internal bool IsRedirect => status is >= 300 and < 400;

    /// <summary>Status and type, all that an error may say of an answer.</summary>
    internal string Describe() => $"{host} answered with status {status} and content type '{mediaType ?? "none"}'";
}
