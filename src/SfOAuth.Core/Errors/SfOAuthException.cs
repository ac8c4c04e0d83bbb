using System;

namespace SfOAuth.Errors;

/// <summary>
/// Every error this library throws on purpose: what was given can't be used, or a person is needed. The three that
/// callers tell apart derive from it. Its text never holds a secret.
/// </summary>
public class SfOAuthException : Exception
{
    internal SfOAuthException(Problem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>The cause; its name is the error id.</summary>
    public Problem Problem { get; }
}
