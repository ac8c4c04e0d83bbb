using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>OpenID Connect id tokens, good for two minutes as Salesforce's are.</summary>
internal sealed class IdTokens(OrgState org)
{
    public string Write(AccessToken access, RequestHost host, string? nonce)
    {
        DateTimeOffset now = org.Clock.UtcNow;
        Dictionary<string, object> header = new()
        {
            ["kid"] = SigningKey.KeyId,
            ["typ"] = "JWT",
            ["alg"] = org.Scenario.IdTokenAlgorithm,
        };
        Dictionary<string, object?> claims = new()
        {
            ["at_hash"] = Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(access.Value)).AsSpan(0, 16)),
            ["sub"] = Identities.UrlOf(org, access.Family.User, host.IsSecure),
            ["aud"] = access.Family.App.ClientId,
            ["iss"] = host.BaseUrl,
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        if (nonce is not null)
            claims["nonce"] = nonce;
        foreach (KeyValuePair<string, object?> other in org.Scenario.IdTokenClaims)
            claims[other.Key] = other.Value;
        foreach (string missing in claims.Where(claim => claim.Value is null).Select(claim => claim.Key).ToArray())
            claims.Remove(missing);
        return JsonWebToken.Write(header, claims, org.Scenario.IdTokenKeyIsForeign);
    }
}
