using System.Security;
using SfOAuth.Hosts;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>Which app asks, where, and how it proves itself.</summary>
public sealed record ClientSettings
{
    /// <summary>The host, and the site path if there is one, that the login belongs to.</summary>
    public required LoginUrl LoginUrl { get; init; }

    /// <summary>The consumer key.</summary>
    public required string ClientId { get; init; }

    /// <summary>The consumer secret; null for a public client, which must not send one.</summary>
    public SecureString? ClientSecret { get; init; }

    /// <summary>The app's private key; null unless it signs: assertions of its own, or those of the JWT bearer flow.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>How the client proves itself; without meaning for a public client.</summary>
    public ClientAuthentication Authentication { get; init; }

    /// <summary>The form in which the answer is asked for. Whatever comes is read as what it is.</summary>
    public ResponseFormat ResponseFormat { get; init; }
}
