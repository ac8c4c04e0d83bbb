using System;

namespace SfOAuth.Errors;

/// <summary>An id token failed a check, or could not be checked. Whose it is must not be believed.</summary>
public sealed class IdTokenException : SfOAuthException
{
    /// <summary>The message says which check, and repeats no secret.</summary>
    public IdTokenException(string message, Exception? inner = null)
        : base(Problem.IdTokenInvalid, message, inner)
    {
    }
}
