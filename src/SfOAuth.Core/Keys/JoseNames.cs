namespace SfOAuth.Keys;

/// <summary>
/// The names in the header and the claims of a JSON Web Token (RFC 7515, section 4.1; RFC 7519, section 4.1).
/// </summary>
internal static class JoseNames
{
    internal const string Issuer = "iss";
    internal const string Subject = "sub";
    internal const string Audience = "aud";
    internal const string AuthorizedParty = "azp";
    internal const string Expiry = "exp";
    internal const string IssuedAt = "iat";
    internal const string NotBefore = "nbf";
    internal const string JwtId = "jti";
    internal const string Algorithm = "alg";
}
