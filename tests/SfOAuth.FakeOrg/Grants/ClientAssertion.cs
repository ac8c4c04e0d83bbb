using System;
using System.Security.Cryptography;
using System.Text.Json;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary><c>private_key_jwt</c>: a client that proves itself with its key instead of a secret.</summary>
internal sealed class ClientAssertion(OrgState org)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    /// <summary>The client may leave <c>client_id</c> out: the assertion names it.</summary>
    public static string? ClientIdOf(string? assertion) =>
        assertion is null ? null : JsonWebToken.Read(assertion)?.Text("sub");

    public void Require(OrgApp app, string assertion, OrgRequest request)
    {
        if (request.Parameter(ParameterNames.ClientAssertionType) != AssertionType)
            throw Refusals.BadAssertionType.Raise();
        if (
            JsonWebToken.Read(assertion) is not { } jwt
            || !IsSigned(app, jwt)
            || !NamesClient(app, jwt)
            || !IsTimely(jwt)
            || !IsForUs(jwt, request)
        )
            throw (Refusals.BadClientCredentials with { Status = org.Scenario.InvalidClientStatus }).Raise();
    }

    private static bool IsSigned(OrgApp app, JsonWebToken jwt)
    {
        using RSA? key = AppKeys.PublicKeyOf(app);
        return key is not null && jwt.IsSignedBy(key);
    }

    private static bool NamesClient(OrgApp app, JsonWebToken jwt) =>
        jwt.Text("iss") == app.ClientId && jwt.Text("sub") == app.ClientId;

    private bool IsTimely(JsonWebToken jwt)
    {
        DateTimeOffset now = org.Clock.UtcNow;
        return jwt.Time("exp") is { } expiry && expiry > now && expiry <= now + LongestLife;
    }

    private bool IsForUs(JsonWebToken jwt, OrgRequest request)
    {
        if (!jwt.Claims.TryGetProperty("aud", out JsonElement audience))
            return false;
        return Audiences.Of(
            audience,
            audience =>
                audience == request.Host.TokenUrl
                || audience == org.Urls.LoginOf(request.Host.IsSecure) + Paths.Token
                || audience == org.Urls.MyDomainOf(request.Host.IsSecure) + Paths.Token
        );
    }
}
