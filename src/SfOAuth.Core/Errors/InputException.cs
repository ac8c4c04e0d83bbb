using System;

namespace SfOAuth.Errors;

/// <summary>What the caller gave can't be used. Nothing was sent.</summary>
public sealed class InputException : SfOAuthException
{
    /// <summary>An input error; the message must not repeat a secret.</summary>
    public InputException(Problem problem, string message, Exception? inner = null)
        : base(problem, message, inner)
    {
    }
}
