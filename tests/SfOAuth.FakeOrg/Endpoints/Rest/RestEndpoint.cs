using System;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The REST API's door: the host, the version and the token, before any resource.</summary>
internal sealed class RestEndpoint(OrgState org)
{
    private readonly QueryResource _query = new(org);
    private readonly SObjectResource _sobjects = new(org);
    private readonly CompositeResource _composite = new(org);

    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request) => ValueTask.FromResult(Answer(request));

    private OrgAnswer Answer(OrgRequest request)
    {
        if (request.Host.Role != HostRole.Domain)
            return RestErrors.NotFound;

        // A slash inside a value stays escaped on its way here.
        string[] segments = request
            .Path[Paths.Rest.Length..]
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))
            .ToArray();
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
        if (org.Ledger.FindAccessToken(bearer.Value, use: true) is { } token)
            return token.Family.Scopes.AllowsRest ? null : RestErrors.NotForRest;
        return bearer.IsJwt && org.Scenario.DeadJwtIsInvalidHeader ? RestErrors.InvalidJwt : RestErrors.InvalidSession;
    }

    private OrgAnswer Resource(OrgRequest request, string version, string[] path)
    {
        // What a HEAD would have got is what a GET gets; only the body is not sent.
        string method = request.Method == "HEAD" ? "GET" : request.Method;
        return (method, path) switch
        {
            ("GET", []) => RestVersions.Resources(version),
            ("GET", ["limits"]) => LimitsResource.Show(),
            ("GET", ["query" or "queryAll"] or ["tooling", "query"]) => _query.First(request, version),
            ("GET", ["query" or "queryAll", { } locator]) => _query.Next(request, locator, version),
            (_, ["composite", "sobjects"]) => _composite.Answer(request, method),
            (_, ["sobjects", .. string[] below]) => _sobjects.Answer(request, method, version, below),
            _ => RestErrors.NotFound,
        };
    }
}
