using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>An app that acts as its own run-as user, on the My Domain host only.</summary>
internal sealed class ClientCredentialsGrant(OrgState org, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        if (request.Host.Role != HostRole.Domain)
            throw Refusals.WrongDomain.Raise();

        OrgApp app = clients.Authenticate(request, _ => true);
        if (request.Parameter(ParameterNames.Scope) is not null)
            throw Refusals.ScopeNotAllowed.Raise();
        if (org.Scenario.Users.Find(app.RunAsUser) is not { } user)
            throw Refusals.NoRunAsUser.Raise();

        UserAccess.Require(org, user);
        ScopeList scopes = new ScopeList(app.Scopes).Without("full", "web", "refresh_token", "offline_access");
        if (scopes.IsEmpty)
            throw Refusals.NoValidScopes.Raise();

        TokenFamily family = org.Ledger.OpenSession(app, user, scopes, request.Host.SitePath);
        return ValueTask.FromResult(
            issuer.Answer(issuer.Grant(family, request.Host), request.Host, refreshToken: null, withIdToken: true)
        );
    }
}
