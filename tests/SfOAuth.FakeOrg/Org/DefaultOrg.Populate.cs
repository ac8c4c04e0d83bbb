namespace SfOAuth.FakeOrg;

/// <content>Apart from the names above, which tests in another process share.</content>
public static partial class DefaultOrg
{
    internal static void Populate(Scenario scenario)
    {
        scenario.Apps.Clear();
        scenario.Users.Clear();
        scenario.Users.Add(new OrgUser { Username = Username });
        scenario.Apps.Add(new OrgApp
        {
            ClientId = ConfidentialClientId,
            ClientSecret = ConfidentialClientSecret,
            Name = "FakeOrg confidential app",
            Callbacks = [Callback, WebCallback],
            RunAsUser = Username,
        });
        scenario.Apps.Add(new OrgApp
        {
            ClientId = PublicClientId,
            Name = "FakeOrg public app",
            Callbacks = [Callback, WebCallback],
            RequireSecretForWebServerFlow = false,
            RequireSecretForRefreshFlow = false,
            RequirePkce = true,
        });
    }
}
