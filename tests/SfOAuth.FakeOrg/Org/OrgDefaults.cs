namespace SfOAuth.FakeOrg.Org;

/// <summary>Puts into an org what a freshly started one holds; the names are in <see cref="DefaultOrg"/>.</summary>
internal static class OrgDefaults
{
    public static void Populate(Scenario scenario)
    {
        scenario.Apps.Clear();
        scenario.Users.Clear();
        scenario.Users.Add(new OrgUser { Username = DefaultOrg.Username });
        scenario.Apps.Add(
            new OrgApp
            {
                ClientId = DefaultOrg.ConfidentialClientId,
                ClientSecret = DefaultOrg.ConfidentialClientSecret,
                Name = "FakeOrg confidential app",
                Callbacks = [DefaultOrg.Callback, DefaultOrg.WebCallback],
                RunAsUser = DefaultOrg.Username,
            }
        );
        scenario.Apps.Add(
            new OrgApp
            {
                ClientId = DefaultOrg.PublicClientId,
                Name = "FakeOrg public app",
                Callbacks = [DefaultOrg.Callback, DefaultOrg.WebCallback],
                RequireSecretForWebServerFlow = false,
                RequireSecretForRefreshFlow = false,
                RequirePkce = true,
            }
        );
    }
}
