using System.Text;
using System.Text.Json;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Control;

/// <summary>Logins and codes for tests that are not about the browser.</summary>
internal sealed class OrgMinting(OrgState org, TokenIssuer issuer)
{
    public OrgAnswer Answer(LoginRequest request)
    {
        OrgApp app = AppOf(request.ClientId);
        ScopeList scopes = ScopesOf(app, request.Scope);
        RequestHost host = HostOf(request);
        OrgUser user = UserOf(request.Username);
        TokenFamily family = scopes.AllowsRefresh
            ? org.Ledger.Open(app, user, scopes, host.SitePath)
            : org.Ledger.OpenSession(app, user, scopes, host.SitePath);
        return issuer
            .Answer(
                issuer.Grant(family, host),
                host,
                family.RefreshToken,
                withIdToken: request.Nonce is not null,
                request.Nonce
            )
            .ToAnswer(200, AnswerFormat.Json);
    }

    public MintedLogin Login(LoginRequest request)
    {
        string json = Encoding.UTF8.GetString(Answer(request).Body);
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        string? Text(string name) => root.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
        return new MintedLogin(
            Text(FieldNames.AccessToken) ?? "",
            Text(FieldNames.RefreshToken),
            Text(FieldNames.InstanceUrl) ?? "",
            Text(FieldNames.Id) ?? "",
            json
        );
    }

    public string Code(CodeRequest request)
    {
        OrgApp app = AppOf(request.ClientId);
        return org.Codes.Issue(
            new AuthorizationCode(
                app,
                UserOf(request.Username),
                ScopesOf(app, request.Scope),
                request.RedirectUri ?? app.Callbacks[0],
                request.CodeChallenge,
                request.Nonce,
                HostIdentity: null,
                org.Clock.UtcNow
            )
        );
    }

    private OrgApp AppOf(string? clientId) =>
        org.Scenario.Apps.Find(clientId ?? DefaultOrg.ConfidentialClientId) ?? throw Refusals.UnknownClient.Raise();

    private OrgUser UserOf(string? username) => org.Scenario.Users.FindOrAdd(username ?? DefaultOrg.Username);

    private static ScopeList ScopesOf(OrgApp app, string? scope) =>
        scope is null ? new ScopeList(app.Scopes) : ScopeList.Parse(scope);

    private RequestHost HostOf(LoginRequest request)
    {
        string sitePath = request.Site ? org.Scenario.SitePath ?? "" : "";
        HostRole role = request.Site ? HostRole.Domain : HostRole.Login;
        string host = request.Site ? org.Urls.MyDomainOf(request.Secure) : org.Urls.LoginOf(request.Secure);
        return new RequestHost(role, request.Secure, sitePath, host + sitePath);
    }
}
