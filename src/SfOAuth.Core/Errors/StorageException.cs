using System;

namespace SfOAuth.Errors;

/// <summary>A saved connection could not be found, read or written.</summary>
public sealed class StorageException : SfOAuthException
{
    /// <summary>A storage error; the message names the connection and the vault only.</summary>
    public StorageException(Problem problem, string message, Exception? inner = null)
        : base(problem, message, inner) { }
}
