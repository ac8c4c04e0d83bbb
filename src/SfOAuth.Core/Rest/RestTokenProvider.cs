using System;
using System.Threading.Tasks;

namespace SfOAuth.Rest;

/// <summary>Where the tokens for REST calls come from: a saved connection, or one token and no other.</summary>
/// <param name="first">A token to begin with.</param>
/// <param name="renew"> Another one in place of a dead one: what somebody else has saved since, or else a new one; null
/// when there is none to be had.
/// </param>
internal sealed class RestTokenProvider(Func<Task<Token>> first, Func<Token, Task<Token?>> renew)
{
    /// <summary>
    /// One token and no other: what a refresh of one that is not saved brings would be lost with the command.
    /// </summary>
    internal static RestTokenProvider Only(Token token) =>
        new(() => Task.FromResult(token), _ => Task.FromResult<Token?>(null));

    internal Task<Token> FirstAsync() => first();

    internal Task<Token?> NextAsync(Token dead) => renew(dead);
}
