using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>Username-password; Salesforce retires it on 2027-02-20.</summary>
internal sealed class PasswordGrant(OrgState org, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        OrgApp app = clients.Authenticate(request, app => app.RequireSecretForWebServerFlow);
        string username =
            request.Parameter(ParameterNames.Username) ?? throw Refusals.Missing(ParameterNames.Username).Raise();
        string password =
            request.Parameter(ParameterNames.Password) ?? throw Refusals.Missing(ParameterNames.Password).Raise();
        if (org.Scenario.PasswordFlowDisabled)
            throw Refusals.AuthenticationFailure.Raise();
        if (org.Scenario.Users.Find(username) is not { } user || password != user.Password + user.SecurityToken)
            throw Refusals.AuthenticationFailure.Raise();

        UserAccess.Require(org, user);
        ScopeList scopes = new ScopeList(app.Scopes).Without("refresh_token", "offline_access");
        TokenFamily family = org.Ledger.OpenSession(app, user, scopes, request.Host.SitePath);
        return ValueTask.FromResult(
            issuer.Answer(issuer.Grant(family, request.Host), request.Host, refreshToken: null, withIdToken: true)
        );
    }
}
