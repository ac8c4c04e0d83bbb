using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

internal static class Identities
{
    /// <summary>
    /// The identity URL; its host is the login host even where My Domain was asked, as in Salesforce's samples.
    /// </summary>
    public static string UrlOf(OrgState org, OrgUser user, bool secure) =>
        org.Urls.LoginOf(secure) + Paths.Identity + org.OrganizationId + "/" + user.UserId;
}
