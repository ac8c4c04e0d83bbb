using SfOAuth.Hosts;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>Which app asks, where, and how it proves itself.</summary>
internal sealed record ClientSettings
{
    /// <summary>The host, and the site path if there is one, that the login belongs to.</summary>
    internal required LoginUrl LoginUrl { get; init; }

    /// <summary>The consumer key.</summary>
    internal required string ClientId { get; init; }

    /// <summary>The consumer secret; null for a public client, which must not send one.</summary>
    internal string? ClientSecret { get; init; }

    /// <summary>
    /// The app's private key; null unless it signs: assertions of its own, or those of the JWT bearer flow.
    /// </summary>
    internal SigningKey? Key { get; init; }

    /// <summary>How the client proves itself; without meaning for a public client.</summary>
    internal ClientAuthentication Authentication { get; init; }

    /// <summary>The form in which the answer is asked for. Whatever comes is read as what it is.</summary>
    internal ResponseFormat ResponseFormat { get; init; }
}
