using System;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>
/// Renewal. The token is taken for the whole time of processing, so that a second request in that time is refused.
/// </summary>
internal sealed class RefreshTokenGrant(OrgState org, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public async ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        OrgApp app = clients.Authenticate(request, app => app.RequireSecretForRefreshFlow);
        string token =
            request.Parameter(ParameterNames.RefreshToken)
            ?? throw Refusals.Missing(ParameterNames.RefreshToken).Raise();
        using RefreshLease lease = org.Ledger.BeginRefresh(token, app);
        UserAccess.Require(org, lease.Family.User);

        if (org.Scenario.RefreshProcessingTime > TimeSpan.Zero)
            await Task.Delay(org.Scenario.RefreshProcessingTime, org.Stopping.Token);
        await faults.WaitDuringAsync(org.Stopping.Token);
        return Complete(lease.Family, request.Host);
    }

    private FieldList Complete(TokenFamily family, RequestHost host)
    {
        (string? refreshToken, AccessToken? known) = org.Ledger.CompleteRefresh(family);
        AccessToken access = known ?? issuer.Grant(family, host);
        return issuer.Answer(access, host, refreshToken, withIdToken: org.Scenario.RefreshReturnsIdToken);
    }
}
