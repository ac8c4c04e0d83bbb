namespace SfOAuth.Errors;

/// <summary>The server answered, and refused (RFC 6749, sections 4.1.2.1 and 5.2).</summary>
public sealed class ProtocolException : SfOAuthException
{
    internal ProtocolException(RequestKind request, string error, string? description, int? status, string host)
        : base(ErrorCatalog.Classify(request, error, description), Describe(error, description, host))
    {
        Request = request;
        Error = error;
        ErrorDescription = description;
        Status = status;
        Host = host;
    }

    private ProtocolException(ProtocolException other, string message)
        : base(other.Problem, message, other.InnerException)
    {
        Request = other.Request;
        Error = other.Error;
        ErrorDescription = other.ErrorDescription;
        Status = other.Status;
        Host = other.Host;
    }

    /// <summary>The request that was refused.</summary>
    public RequestKind Request { get; }

    /// <summary>The server's <c>error</c> code, as sent.</summary>
    public string Error { get; }

    /// <summary>
    /// The server's <c>error_description</c> with every secret of the request taken out; null when none came.
    /// </summary>
    public string? ErrorDescription { get; }

    /// <summary>The HTTP status; null when the refusal came through the browser.</summary>
    public int? Status { get; }

    /// <summary>Who refused.</summary>
    internal string Host { get; }

    /// <summary>The same refusal with a sentence more.</summary>
    internal ProtocolException With(string sentence) => new(this, $"{Message} {sentence}");

    private static string Describe(string error, string? description, string host) =>
        description is null ? $"{host} refused: {error}." : $"{host} refused: {error}: {description}";
}
