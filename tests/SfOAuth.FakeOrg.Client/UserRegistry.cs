namespace SfOAuth.FakeOrg;

/// <summary>The users of the org, by username.</summary>
public sealed class UserRegistry : OrgRegistry<OrgUser>
{
    internal UserRegistry(Scenario scenario)
        : base(scenario, "users", "username") { }
}
