using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>Access tokens in JWT form, with the header and claims Salesforce's mobile SDK reads.</summary>
internal sealed class JwtAccessTokens(OrgState org)
{
    public string Write(TokenFamily family, RequestHost host, DateTimeOffset expiresAt)
    {
        Dictionary<string, object> header = new()
        {
            ["tnk"] = "core/prod/" + org.OrganizationId,
            ["ver"] = "1.0",
            ["kid"] = SigningKey.KeyId,
            ["tty"] = "sfdc-core-token",
            ["typ"] = "JWT",
            ["alg"] = "RS256",
        };
        string myDomain = org.Urls.MyDomainOf(host.IsSecure);
        Dictionary<string, object?> claims = new()
        {
            ["scp"] = family.Scopes.ToString(),
            ["aud"] = new[] { myDomain, "https://api.salesforce.com" },
            ["sub"] = "uid:" + family.User.UserId,
            ["nbf"] = org.Clock.UtcNow.ToUnixTimeSeconds(),
            ["iss"] = myDomain,
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
            ["client_id"] = family.App.ClientId,

            // Two tokens of one second must differ: the ledger knows them by value.
            ["jti"] = Base64Url.Encode(RandomNumberGenerator.GetBytes(16)),
        };
        return JsonWebToken.Write(header, claims);
    }
}
