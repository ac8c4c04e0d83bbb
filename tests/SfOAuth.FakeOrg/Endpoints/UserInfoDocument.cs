using System.Collections.Generic;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>The OpenID Connect claims of the userinfo endpoint.</summary>
internal static class UserInfoDocument
{
    public static Dictionary<string, object?> Write(OrgState org, OrgUser user, RequestHost host)
    {
        string myDomain = org.Urls.MyDomainOf(host.IsSecure);
        return new()
        {
            ["sub"] = Identities.UrlOf(org, user, host.IsSecure),
            ["user_id"] = user.UserId,
            ["organization_id"] = org.OrganizationId,
            ["preferred_username"] = user.Username,
            ["nickname"] = user.Username.Split('@')[0],
            ["name"] = user.FirstName + " " + user.LastName,
            ["email"] = user.Username,
            ["email_verified"] = true,
            ["given_name"] = user.FirstName,
            ["family_name"] = user.LastName,
            ["zoneinfo"] = "America/Los_Angeles",
            ["profile"] = myDomain + "/" + user.UserId,
            ["picture"] = myDomain + "/profilephoto/005/F",
            ["active"] = user.IsActive,
            ["user_type"] = "STANDARD",
            ["language"] = "en_US",
            ["locale"] = "en_US",
            ["updated_at"] = "2026-01-01T00:00:00Z",
        };
    }
}
