namespace SfOAuth.FakeOrg.Org;

/// <summary>Where the org listens. No trailing slashes.</summary>
internal sealed record OrgUrls(string Login, string MyDomain, string SecureLogin, string SecureMyDomain)
{
    public string LoginOf(bool secure) => secure ? SecureLogin : Login;

    public string MyDomainOf(bool secure) => secure ? SecureMyDomain : MyDomain;
}
