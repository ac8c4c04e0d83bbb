using System;

namespace SfOAuth.Errors;

/// <summary>No usable answer came. The text names the host, the status and the content type, never the body.</summary>
public sealed class TransportException : SfOAuthException
{
    internal TransportException(Problem problem, string message, bool mayHaveBeenProcessed, Exception? inner = null)
        : base(problem, message, inner) => MayHaveBeenProcessed = mayHaveBeenProcessed;

    /// <summary>
    /// Whether the request went out, so that the server may have acted on it. While this is true a code or a refresh
    /// token must not be sent again: under rotation the second use revokes the login.
    /// </summary>
    public bool MayHaveBeenProcessed { get; }

    /// <summary>
    /// Whether the call of a resource does no harm when it is made again; null for a request of OAuth.
    /// </summary>
    internal bool? IsRepeatable { get; set; }
}
