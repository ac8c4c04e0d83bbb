namespace SfOAuth.FakeOrg;

/// <summary>The apps of the org, by client id.</summary>
public sealed class AppRegistry : OrgRegistry<OrgApp>
{
    internal AppRegistry(Scenario scenario)
        : base(scenario, "apps", "clientId") { }
}
