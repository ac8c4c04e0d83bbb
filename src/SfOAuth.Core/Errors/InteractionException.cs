using System;

namespace SfOAuth.Errors;

/// <summary>A person was needed, and did not come, or could not be asked.</summary>
public sealed class InteractionException : SfOAuthException
{
    /// <summary>An interaction error; the message must not repeat what a browser sent.</summary>
    public InteractionException(Problem problem, string message, Exception? inner = null)
        : base(problem, message, inner)
    {
    }
}
