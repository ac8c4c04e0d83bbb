using System;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>The server gave new tokens and the vault did not take them. They are in here and nowhere else.</summary>
public sealed class ConnectionNotSavedException : Exception
{
    internal ConnectionNotSavedException(Token token, StorageException inner)
        : base(inner.Message, inner) => Token = token;

    /// <summary>The tokens, to be given to the user whatever happens.</summary>
    public Token Token { get; }
}
