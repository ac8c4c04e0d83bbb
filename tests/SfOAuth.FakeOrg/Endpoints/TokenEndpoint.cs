using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>Every grant's door: what is refused whoever asks, then the grant itself.</summary>
internal sealed class TokenEndpoint
{
    private readonly OrgState _org;
    private readonly Dictionary<string, IGrant> _grants;

    public TokenEndpoint(OrgState org, ClientAuthentication clients, TokenIssuer issuer)
    {
        _org = org;
        _grants = new()
        {
            [GrantTypes.AuthorizationCode] = new AuthorizationCodeGrant(org, clients, issuer),
            [GrantTypes.RefreshToken] = new RefreshTokenGrant(org, clients, issuer),
            [GrantTypes.ClientCredentials] = new ClientCredentialsGrant(org, clients, issuer),
            [GrantTypes.JwtBearer] = new JwtBearerGrant(org, clients, issuer),
            [GrantTypes.Password] = new PasswordGrant(org, clients, issuer),
        };
    }

    public async ValueTask<OrgAnswer> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        AnswerFormat format = AnswerFormats.AskedBy(request);
        try
        {
            RequireOpenHost(request);
            FieldList fields = await GrantOf(request).AnswerAsync(request, faults);
            return NotCached(fields.ToAnswer(200, format));
        }
        catch (RefusalException ex)
        {
            return NotCached(ex.Refusal.ToAnswer(format));
        }
    }

    private IGrant GrantOf(OrgRequest request)
    {
        if (request.Method != "POST")
            throw Refusals.MustUsePost.Raise();

        // A body that is not form-encoded has no grant type to Salesforce either.
        if (!request.IsForm || request.GrantType is not { } grant || !_grants.TryGetValue(grant, out IGrant? handler))
            throw Refusals.GrantNotSupported.Raise();
        if (_org.Scenario.NextErrors.Take(grant) is { } planned)
            throw planned.Of(request).Raise();

        RequireAllowed(grant);
        return handler;
    }

    private void RequireAllowed(string grant)
    {
        Scenario scenario = _org.Scenario;
        foreach (string disabled in scenario.DisabledGrants)
        {
            if (GrantTypes.Matches(disabled, grant))
                throw Refusals.GrantNotSupported.Raise();
        }

        if (scenario.OAuthFlowDisabled)
            throw Refusals.FlowDisabled.Raise();
        if (scenario.AppBlocked)
            throw Refusals.AppBlocked.Raise();
        if (scenario.AppMustBeInstalled)
            throw Refusals.AppMustBeInstalled.Raise();
        if (scenario.AppNotInstalled)
            throw Refusals.AppNotInstalled.Raise();
        if (scenario.RateLimited)
            throw Refusals.RateLimited.Raise();
    }

    private void RequireOpenHost(OrgRequest request)
    {
        if (_org.Scenario.LoginHostBlocked && request.Host.Role == HostRole.Login)
            throw Refusals.LoginHostBlocked.Raise();
    }

    private static OrgAnswer NotCached(OrgAnswer answer) =>
        answer.With("Cache-Control", "no-cache, no-store").With("Pragma", "no-cache");
}
