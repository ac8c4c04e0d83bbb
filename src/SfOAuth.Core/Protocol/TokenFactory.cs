using System;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Keys;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>Makes the token object users see out of an answer and the app it was for.</summary>
internal static class TokenFactory
{
    private const string BearerType = "Bearer";

    private static readonly string[] _secretEndings = ["_sid", "_secret", "sid_Client", "_token"];
    private static readonly string[] _secretNames = ["csrf_token", "beacon_child_consumer_secret", "cookie-clientSrc", "parent_sid", "assertion"];

    /// <param name="client">The app.</param>
    /// <param name="response">The answer, after a refresh merged over what was known before.</param>
    /// <param name="name">The saved connection; null when nothing is saved.</param>
    /// <param name="vault">The vault it is saved in; null when nothing is saved.</param>
    /// <param name="username">Who was asked for; null when only the answer can tell.</param>
    /// <param name="sessionId">Of the connection of this session; null when there is none.</param>
    internal static Token Create(ClientSettings client, TokenResponse response, string? name = null, string? vault = null, string? username = null, string? sessionId = null)
    {
        return new Token
        {
            Name = name,
            Vault = vault,
            SessionId = sessionId,
            AccessToken = SecureText.Protect(response.AccessToken),
            RefreshToken = SecureText.Protect(response.RefreshToken),
            InstanceUrl = WithoutSlash(response.InstanceUrl),
            LoginUrl = client.LoginUrl.Value,
            ClientId = client.ClientId,
            Id = response.Id,
            OrganizationId = IdentityUrl.OrganizationOf(response.Id),
            UserId = IdentityUrl.UserOf(response.Id),
            Username = Username(response) ?? username,
            IssuedAt = response.IssuedAt,
            IssuedAtText = response.IssuedAtText,
            ExpiresAt = Expiry(response),
            Scope = response.Scope?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [],
            TokenType = TypeOf(response),
            Signature = response.Signature,
            IdToken = SecureText.Protect(response.IdToken),
            SiteUrl = WithoutSlash(response.SiteUrl),
            ApiInstanceUrl = WithoutSlash(response.ApiInstanceUrl),
            AdditionalFields = response.Additional.ToDictionary(field => field.Key, field => IsSecret(field.Key) ? SecureText.Protect(field.Value) : (object)field.Value),
        };
    }

    /// <summary>The user's name, as far as the answer says.</summary>
    internal static string? Username(TokenResponse response) => JsonWebToken.Claims(response.IdToken).Find(ProtocolNames.PreferredUsername);

    /// <summary>When the access token ends, as far as it or the answer says.</summary>
    internal static DateTimeOffset? Expiry(TokenResponse response)
    {
        if (JsonWebToken.Claims(response.AccessToken).Find(JoseNames.Expiry) is string expiry)
            return Instant.Read(expiry);
        return response.IssuedAt + response.ExpiresIn;
    }

    // RFC 6749, section 5.1: the type's case does not matter. It goes into a header, so it gets the usual one.
    private static string TypeOf(TokenResponse response)
        => response.TokenType is null || response.TokenType.Equals(BearerType, StringComparison.OrdinalIgnoreCase) ? BearerType : response.TokenType;

    /// <summary>The documented sample ends in a slash; joined with a path that would double it. Hosts come in mixed case.</summary>
    internal static string? WithoutSlash(string? url)
        => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) ? uri.AbsoluteUri.TrimEnd('/') : url;

    private static bool IsSecret(string name)
        => _secretNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || _secretEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
