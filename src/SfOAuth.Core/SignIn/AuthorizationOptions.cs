using System.Collections.Generic;
using SfOAuth.Hosts;

namespace SfOAuth.SignIn;

/// <summary>
/// What an authorize URL is made from. Null leaves a parameter out, so that the app's own setting holds.
/// </summary>
internal sealed class AuthorizationOptions
{
    /// <summary>The host the user signs in on.</summary>
    internal required LoginUrl LoginUrl { get; init; }

    /// <summary>The consumer key.</summary>
    internal required string ClientId { get; init; }

    /// <summary>
    /// To the letter one of the app's callback URLs; null means Salesforce's success page on the login host.
    /// </summary>
    internal string? RedirectUri { get; init; }

    /// <summary>May only narrow what the app has; empty grants the app's whole set.</summary>
    internal IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Null means a random one (RFC 6749, section 10.12).</summary>
    internal string? State { get; init; }

    /// <summary><c>login</c>, <c>consent</c>, <c>select_account</c>, or two of them.</summary>
    internal IReadOnlyList<string> Prompt { get; init; } = [];

    /// <summary><c>page</c>, <c>popup</c> or <c>touch</c>.</summary>
    internal string? Display { get; init; }

    /// <summary>A user name to fill in.</summary>
    internal string? LoginHint { get; init; }

    /// <summary>Comes back inside the id token; only of use with the scope <c>openid</c>.</summary>
    internal string? Nonce { get; init; }

    /// <summary>False leaves PKCE out, for apps that cannot take it.</summary>
    internal bool UsePkce { get; init; } = true;
}
