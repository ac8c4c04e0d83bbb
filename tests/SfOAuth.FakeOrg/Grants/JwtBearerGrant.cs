using System;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>A user's consent proved by the app's key: RFC 7523 as Salesforce reads it.</summary>
internal sealed class JwtBearerGrant(OrgState org, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        string text =
            request.Parameter(ParameterNames.Assertion) ?? throw Refusals.Missing(ParameterNames.Assertion).Raise();
        JsonWebToken assertion = JsonWebToken.Read(text) ?? throw Refusals.InvalidAssertion.Raise();
        OrgApp app = clients.Find(assertion.Text("iss"));
        RequireSignature(app, assertion);
        RequireTime(assertion);
        ClientAuthentication.RequireEnabled(app, GrantTypes.JwtBearer);
        if (
            !assertion.Claims.TryGetProperty("aud", out JsonElement audience)
            || !Audiences.Of(audience, one => IsAccepted(one, request.Host))
        )
            throw Refusals.WrongAudience.Raise();

        if (org.Scenario.JwtNeedsRefreshScope && !new ScopeList(app.Scopes).AllowsRefresh)
            throw Refusals.RefreshScopeRequired.Raise();

        OrgUser? user = org.Scenario.Users.Find(assertion.Text("sub") ?? assertion.Text("prn"));
        if (user is null || !HasConsent(app, user))
            throw Refusals.NotApproved.Raise();

        UserAccess.Require(org, user);
        ScopeList scopes = new ScopeList(app.Scopes).Without("refresh_token", "offline_access");
        TokenFamily family = org.Ledger.OpenSession(app, user, scopes, request.Host.SitePath);
        return ValueTask.FromResult(
            issuer.Answer(issuer.Grant(family, request.Host), request.Host, refreshToken: null, withIdToken: true)
        );
    }

    private static void RequireSignature(OrgApp app, JsonWebToken assertion)
    {
        using RSA? key = AppKeys.PublicKeyOf(app);
        if (key is null || !assertion.IsSignedBy(key))
            throw Refusals.InvalidAssertion.Raise();
    }

    private void RequireTime(JsonWebToken assertion)
    {
        DateTimeOffset now = org.Clock.UtcNow;
        if (assertion.Time("exp") is not { } expiry)
            throw Refusals.InvalidAssertion.Raise();
        if (expiry <= now)
            throw Refusals.ExpiredCode.Raise();
        if (org.Scenario.AssertionLifetimeLimit is { } limit && expiry - now > limit)
            throw Refusals.InvalidAssertion.Raise();
    }

    private bool IsAccepted(string audience, RequestHost host) =>
        audience == "https://login.salesforce.com"
        || audience == org.Urls.Login
        || audience == org.Urls.SecureLogin
        || audience == host.BaseUrl
        || audience == host.TokenUrl;

    private bool HasConsent(OrgApp app, OrgUser user) =>
        app.PreAuthorized || org.Ledger.HasApproved(user, app) || org.Consents.Any(user, app);
}
