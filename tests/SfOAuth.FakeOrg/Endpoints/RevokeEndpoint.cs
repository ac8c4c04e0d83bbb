using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>RFC 7009 but for Salesforce's deviation: an unknown token is an error.</summary>
internal sealed class RevokeEndpoint(OrgState org)
{
    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request)
    {
        if (org.Scenario.NextErrors.Take(GrantTypes.Revoke) is { } planned)
            throw planned.Of(request).Raise();
        string token = request.Parameter(ParameterNames.Token) ?? throw Refusals.MissingToken.Raise();
        if (request.Parameter(ParameterNames.TokenTypeHint) is not (null or "access_token" or "refresh_token"))
            throw Refusals.UnsupportedTokenType.Raise();
        if (!org.Ledger.Revoke(token))
            throw Refusals.UnknownToken.Raise();
        return ValueTask.FromResult(OrgAnswer.Empty(200));
    }
}
