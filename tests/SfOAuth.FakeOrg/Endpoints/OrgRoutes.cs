using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Endpoints.Bulk;
using SfOAuth.FakeOrg.Endpoints.Rest;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Pages;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

internal delegate ValueTask<OrgAnswer> Endpoint(OrgRequest request);

/// <summary>Which endpoint a path leads to, on every host and below the site path alike.</summary>
internal sealed class OrgRoutes
{
    private readonly TokenEndpoint _token;
    private readonly IdentityEndpoint _identity;
    private readonly RestEndpoint _rest;
    private readonly BulkEndpoint _bulk;
    private readonly Dictionary<(string Method, string Path), Endpoint> _exact;

    public OrgRoutes(OrgState org, TokenIssuer issuer)
    {
        ClientAuthentication clients = new(org);
        AuthorizeEndpoint authorize = new(org, clients);
        RevokeEndpoint revoke = new(org);
        _token = new TokenEndpoint(org, clients, issuer);
        _identity = new IdentityEndpoint(org);
        _rest = new RestEndpoint(org);
        _bulk = new BulkEndpoint(org);
        SingleAccessEndpoint singleAccess = new(org);
        _exact = new()
        {
            [("GET", Paths.Authorize)] = authorize.AskAsync,
            [("POST", Paths.Authorize)] = authorize.LogInAsync,
            [("POST", Paths.Approve)] = authorize.DecideAsync,
            [("GET", Paths.Success)] = _ => ValueTask.FromResult(OrgAnswer.Html(200, SuccessPage.Write())),
            [("GET", Paths.Revoke)] = revoke.AnswerAsync,
            [("POST", Paths.Revoke)] = revoke.AnswerAsync,
            [("POST", Paths.Introspect)] = new IntrospectEndpoint(org, clients).AnswerAsync,
            [("GET", Paths.UserInfo)] = _identity.UserInfoAsync,
            [("POST", Paths.UserInfo)] = _identity.UserInfoAsync,
            [("GET", Paths.SingleAccess)] = singleAccess.AnswerAsync,
            [("POST", Paths.SingleAccess)] = singleAccess.AnswerAsync,
            [("GET", Paths.Frontdoor)] = singleAccess.EnterAsync,
            [("GET", Paths.Keys)] = KeysEndpoint.AnswerAsync,
            [("GET", Paths.Discovery)] = new DiscoveryEndpoint(org).AnswerAsync,
        };
    }

    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request, FaultTicket faults)
    {
        if (request.Path == Paths.Token)
            return _token.AnswerAsync(request, faults);
        if (_exact.TryGetValue((request.Method, request.Path), out Endpoint? endpoint))
            return endpoint(request);
        if (request.Path.StartsWith(Paths.Identity, StringComparison.Ordinal))
            return _identity.IdentityAsync(request);
        if (request.Path == Paths.Rest || request.Path.StartsWith(Paths.Rest + "/", StringComparison.Ordinal))
            return _rest.AnswerAsync(request);
        if (request.Path.StartsWith(Paths.Bulk + "/", StringComparison.Ordinal))
            return _bulk.AnswerAsync(request);
        return ValueTask.FromResult(
            OrgAnswer.Html(404, PageFrame.Write("URL no longer exists", "<p>Nothing lives at this address.</p>"))
        );
    }
}
