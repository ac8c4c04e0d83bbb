using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>The web server flow's second leg.</summary>
internal sealed class AuthorizationCodeGrant(OrgState org, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        OrgApp app = clients.Authenticate(request, app => app.RequireSecretForWebServerFlow);
        string code = request.Parameter(ParameterNames.Code) ?? throw Refusals.Missing(ParameterNames.Code).Raise();
        string redirectUri = request.Parameter(ParameterNames.RedirectUri) ?? throw Refusals.MissingRedirectUri.Raise();

        // Redeemed before the rest is checked: a failed attempt spends the code.
        AuthorizationCode grant = org.Codes.Redeem(code, app, request.Host);
        if (grant.RedirectUri != redirectUri)
            throw Refusals.RedirectUriMismatch.Raise();
        ProofKey.Require(grant.CodeChallenge, request.Parameter(ParameterNames.CodeVerifier), WrongVerifier);
        UserAccess.Require(org, grant.User);
        return ValueTask.FromResult(Answer(grant, request.Host));
    }

    private Refusal WrongVerifier =>
        org.Scenario.WrongVerifierIsInvalidGrant ? Refusals.RejectedVerifier : Refusals.WrongVerifier;

    private FieldList Answer(AuthorizationCode grant, RequestHost host)
    {
        TokenFamily family = grant.Scopes.AllowsRefresh
            ? org.Ledger.Open(grant.App, grant.User, grant.Scopes, host.SitePath)
            : org.Ledger.OpenSession(grant.App, grant.User, grant.Scopes, host.SitePath);
        AccessToken access = issuer.Grant(family, host);
        return issuer.Answer(access, host, family.RefreshToken, withIdToken: true, grant.Nonce);
    }
}
