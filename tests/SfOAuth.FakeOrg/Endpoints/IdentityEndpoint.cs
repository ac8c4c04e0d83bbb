using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>
/// The identity URL and userinfo: who a token is. Both answer a dead token with 403 and a bare text, not JSON.
/// </summary>
internal sealed class IdentityEndpoint(OrgState org)
{
    public ValueTask<OrgAnswer> IdentityAsync(OrgRequest request) =>
        Guard(
            request,
            GrantTypes.Identity,
            user =>
            {
                string[] ids = request.Path[Paths.Identity.Length..].Split('/');
                if (ids.Length != 2 || !IsSameId(ids[0], org.OrganizationId) || !IsSameId(ids[1], user.UserId))
                    return Refuse("Wrong_Org");
                return Answered(request, IdentityDocument.Write(org, user, request.Host));
            }
        );

    public ValueTask<OrgAnswer> UserInfoAsync(OrgRequest request) =>
        Guard(request, GrantTypes.UserInfo, user => Answered(request, UserInfoDocument.Write(org, user, request.Host)));

    private ValueTask<OrgAnswer> Guard(OrgRequest request, string name, Func<OrgUser, OrgAnswer> answer)
    {
        if (org.Scenario.NextErrors.Take(name) is { } planned)
            return ValueTask.FromResult(Refuse(planned.Error, planned.Status));
        if (
            name == GrantTypes.Identity
            && request.Host.Role == HostRole.Login
            && org.Scenario.IdentityRedirect is { } elsewhere
        )
            return ValueTask.FromResult(OrgAnswer.Redirect(elsewhere + request.Path));
        return ValueTask.FromResult(Check(request, name, answer));
    }

    private OrgAnswer Check(OrgRequest request, string name, Func<OrgUser, OrgAnswer> answer)
    {
        BearerToken bearer = BearerToken.Of(request);
        if (bearer.State == BearerState.Missing)
            return Refuse("Missing_OAuth_Token");
        if (
            bearer.State == BearerState.Malformed
            || org.Ledger.FindAccessToken(bearer.Value, use: true) is not { } token
        )
            return Refuse("Bad_OAuth_Token");

        // The Salesforce CLI asks for "refresh_token api web", and for userinfo with no other scope than these.
        ScopeList scopes = token.Family.Scopes;
        bool isAllowed =
            scopes.AllowsIdentity || (name == GrantTypes.UserInfo && scopes.Has("api") && scopes.Has("web"));
        return isAllowed ? answer(token.Family.User) : Refuse("Invalid_Scope");
    }

    private static OrgAnswer Answered(OrgRequest request, Dictionary<string, object?> document) =>
        AnswerFormats.AskedBy(request) == AnswerFormat.Json
            ? OrgAnswer.Json(200, document)
            : IdentityXml.Write(document);

    private static OrgAnswer Refuse(string text, int status = 403) =>
        OrgAnswer.Text(status, text, "text/html;charset=UTF-8");

    /// <summary>Fifteen and eighteen characters name the same record.</summary>
    private static bool IsSameId(string asked, string id) => asked == id || asked == SalesforceId.Shorten(id);
}
