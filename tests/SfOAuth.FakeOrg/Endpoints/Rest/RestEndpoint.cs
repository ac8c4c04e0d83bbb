using System;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The REST API's door: the host, the version and the token, before any resource.</summary>
internal sealed class RestEndpoint(OrgState org)
{
    private readonly QueryResource _query = new(org);

    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request) => ValueTask.FromResult(Answer(request));

    private OrgAnswer Answer(OrgRequest request)
    {
        if (request.Host.Role != HostRole.Domain)
            return RestErrors.NotFound;

        string[] segments = request.Path[Paths.Rest.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
            return RestVersions.List();
        if (Refusal(request) is { } refusal)
            return refusal;
        return RestVersions.IsKnown(segments[0]) ? Resource(request, segments[0], segments[1..]) : RestErrors.NotFound;
    }

    private OrgAnswer? Refusal(OrgRequest request)
    {
        BearerToken bearer = BearerToken.Of(request);
        if (bearer.State == BearerState.Malformed)
            return RestErrors.InvalidAuthHeader;
        if (org.Ledger.FindAccessToken(bearer.Value, use: true) is not { } token)
            return RestErrors.InvalidSession;
        return token.Family.Scopes.AllowsRest ? null : RestErrors.NotForRest;
    }

    private OrgAnswer Resource(OrgRequest request, string version, string[] path) => (request.Method, path) switch
    {
        ("GET", []) => RestVersions.Resources(version),
        ("GET", ["limits"]) => LimitsResource.Show(),
        ("GET", ["query"]) => _query.First(request, version),
        ("GET", ["query", { } locator]) => _query.Next(locator, version),
        (_, ["sobjects", .. string[] below]) => SObjectResource.Answer(request, version, below),
        _ => RestErrors.NotFound,
    };
}
