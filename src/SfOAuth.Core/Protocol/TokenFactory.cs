using System;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Keys;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>Makes the token object users see out of an answer and the app it was for.</summary>
internal static class TokenFactory
{
    private const string BearerType = "Bearer";

    // What a token of RFC 9110, section 5.6.2, has beside letters and digits.
    private const string Marks = "!#$%&'*+-.^_`|~";

    /// <param name="client">The app.</param>
    /// <param name="response">The answer, after a refresh merged over what was known before.</param>
    /// <param name="name">The saved connection; null when nothing is saved.</param>
    /// <param name="vault">The vault it is saved in; null when nothing is saved.</param>
    /// <param name="username">Who was asked for; null when only the answer can tell.</param>
    /// <param name="sessionId">Of the connection of this session; null when there is none.</param>
    internal static Token Create(
        ClientSettings client,
        TokenResponse response,
        string? name = null,
        string? vault = null,
        string? username = null,
        string? sessionId = null
    )
    {
        return new Token
        {
            Name = name,
            Vault = vault,
            SessionId = sessionId,
            AccessToken = SecureText.Protect(response.AccessToken),
            RefreshToken = SecureText.Protect(response.RefreshToken),
            InstanceUrl = SafeUrl(response.InstanceUrl),
            LoginUrl = client.LoginUrl.Value,
            ClientId = client.ClientId,
            Id = Printable.Of(response.Id),
            OrganizationId = IdentityUrl.OrganizationOf(response.Id),
            UserId = IdentityUrl.UserOf(response.Id),
            Username = Username(response) ?? username,
            IssuedAt = response.IssuedAt,
            IssuedAtText = response.IssuedAtText,
            ExpiresAt = Expiry(response),
            Scope = Printable.Of(response.Scope)?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [],
            TokenType = TypeOf(response),
            Signature = Printable.Of(response.Signature),
            IdToken = SecureText.Protect(response.IdToken),
            SiteUrl = SafeUrl(response.SiteUrl),
            ApiInstanceUrl = SafeUrl(response.ApiInstanceUrl),
            AdditionalFields = response.Additional.ToDictionary(
                field => Printable.Of(field.Key),
                field =>
                    SecretField.IsLikely(field.Key, field.Value)
                        ? SecureText.Protect(field.Value)
                        : (object)Printable.Of(field.Value),
                StringComparer.Ordinal
            ),
        };
    }

    /// <summary>The user's name, as far as the answer says.</summary>
    internal static string? Username(TokenResponse response) =>
        Printable.Of(JsonWebToken.Claims(response.IdToken).Find(ProtocolNames.PreferredUsername));

    /// <summary>When the access token ends, as far as it or the answer says.</summary>
    internal static DateTimeOffset? Expiry(TokenResponse response)
    {
        if (JsonWebToken.Claims(response.AccessToken).Find(JoseNames.Expiry) is string expiry)
            return Instant.Read(expiry);
        return response.IssuedAt is DateTimeOffset issued && response.ExpiresIn < DateTimeOffset.MaxValue - issued
            ? issued + response.ExpiresIn
            : null;
    }

    // RFC 6749, section 5.1: the type's case does not matter. It goes into a header, so it gets the usual one.
    private static string TypeOf(TokenResponse response) =>
        response.TokenType switch
        {
            string type when IsToken(type) && !type.Equals(BearerType, StringComparison.OrdinalIgnoreCase) => type,
            _ => BearerType,
        };

    private static bool IsToken(string text) =>
        text.Length > 0
        && text.All(character => AsciiCharacter.IsLetterOrDigit(character) || Marks.IndexOf(character) >= 0);

    /// <summary>
    /// A base for calls: without the slash that the documented sample has, for joined with a path it would double it,
    /// and in the host's usual case. Null for what is no URL, or one that would send a token in the clear.
    /// </summary>
    internal static string? SafeUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopback(uri.IdnHost)))
            ? uri.AbsoluteUri.TrimEnd('/')
            : null;
}
