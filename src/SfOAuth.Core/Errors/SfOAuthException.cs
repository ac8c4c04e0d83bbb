using System;

namespace SfOAuth.Errors;

/// <summary>Base of every error this library throws on purpose. Its text never holds a secret.</summary>
public abstract class SfOAuthException : Exception
{
    private protected SfOAuthException(Problem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>The cause; its name is the error id.</summary>
    public Problem Problem { get; }
}
