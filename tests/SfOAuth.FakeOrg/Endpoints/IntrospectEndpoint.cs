using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>RFC 7662: the only way to see when an opaque token expires.</summary>
internal sealed class IntrospectEndpoint(OrgState org, ClientAuthentication clients)
{
    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request)
    {
        if (org.Scenario.NextErrors.Take(GrantTypes.Introspect) is { } planned)
            throw planned.Of(request).Raise();
        OrgApp app = clients.Authenticate(request, _ => true);
        string token = request.Parameter(ParameterNames.Token) ?? throw Refusals.MissingToken.Raise();
        Dictionary<string, object> facts =
            AccessToken(app, token, request) ?? RefreshToken(app, token, request) ?? new() { ["active"] = false };
        return ValueTask.FromResult(OrgAnswer.Json(200, facts));
    }

    private Dictionary<string, object>? AccessToken(OrgApp app, string value, OrgRequest request)
    {
        if (org.Ledger.FindAccessToken(value, use: false) is not { } token || !MaySee(app, token.Family))
            return null;

        DateTimeOffset expiresAt = org.Ledger.ExpiryOf(token);
        Dictionary<string, object> facts = Facts(token.Family, "access_token", token.IssuedAt, request);
        facts["exp"] = expiresAt.ToUnixTimeSeconds();
        return facts;
    }

    private Dictionary<string, object>? RefreshToken(OrgApp app, string value, OrgRequest request)
    {
        if (org.Ledger.FindFamily(value) is not { } family || !MaySee(app, family))
            return null;
        return Facts(family, "refresh_token", family.LastRefreshedAt, request);
    }

    private static bool MaySee(OrgApp app, TokenFamily family) => family.App == app || app.IntrospectsAllTokens;

    private Dictionary<string, object> Facts(
        TokenFamily family,
        string type,
        DateTimeOffset issuedAt,
        OrgRequest request
    ) =>
        new()
        {
            ["active"] = true,
            ["scope"] = family.Scopes.ToString(),
            ["client_id"] = family.App.ClientId,
            ["username"] = family.User.Username,
            ["sub"] = Identities.UrlOf(org, family.User, request.Host.IsSecure),
            ["token_type"] = type,
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["nbf"] = issuedAt.ToUnixTimeSeconds(),
        };
}
