using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using SfOAuth.Formats;

namespace SfOAuth.Keys;

/// <summary>What an app signs to prove itself or its leave to act for a user (RFC 7523, section 3).</summary>
internal static class JwtAssertion
{
    /// <summary>RSASSA-PKCS1-v1_5 over SHA-256 (RFC 7518, section 3.3); Salesforce takes no other.</summary>
    internal const string Algorithm = "RS256";

    // Salesforce's own example; long enough for a slow line, and short enough to be worthless to whoever finds it.
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(3);

    private static readonly string _header = Part(
        Json.Write(new Dictionary<string, string> { ["alg"] = Algorithm, ["typ"] = "JWT" })
    );

    /// <param name="key">Loaded.</param>
    /// <param name="issuer">The consumer key.</param>
    /// <param name="subject">The user's name; for <c>private_key_jwt</c> the consumer key again.</param>
    /// <param name="audience">The server that is to take it.</param>
    /// <param name="now">From here the lifetime counts.</param>
    /// <param name="jwtId">With one, the assertion also says when it was made; null leaves both out.</param>
    internal static string Create(
        SigningKey key,
        string issuer,
        string subject,
        string audience,
        DateTimeOffset now,
        string? jwtId
    )
    {
        Dictionary<string, string> claims = new()
        {
            [JoseNames.Issuer] = issuer,
            [JoseNames.Subject] = subject,
            [JoseNames.Audience] = audience,
            [JoseNames.Expiry] = Seconds(now + _lifetime),
        };
        if (jwtId is not null)
        {
            claims[JoseNames.IssuedAt] = Seconds(now);
            claims[JoseNames.JwtId] = jwtId;
        }

        string signed = _header + "." + Part(Json.Write(claims, JoseNames.Expiry, JoseNames.IssuedAt));
        return signed + "." + Base64Url.Encode(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    // Milliseconds, which the Salesforce CLI wrote here for years, make an assertion that never ends.
    private static string Seconds(DateTimeOffset time) =>
        time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Part(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));
}
