using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Grants;

internal static class UserAccess
{
    /// <summary>The user is active and comes from an allowed address.</summary>
    public static void Require(OrgState org, OrgUser user)
    {
        if (org.Scenario.UserInactive || !user.IsActive)
            throw Refusals.InactiveUser.Raise();
        if (org.Scenario.IpRestricted)
            throw Refusals.IpRestricted.Raise();
    }
}
