namespace SfOAuth.FakeOrg;

/// <summary>A user of the org; see the class of this name in the FakeOrg itself.</summary>
public sealed class OrgUser : OrgPart
{
    public string Username
    {
        get => Get<string>();
        init => Set(value);
    }
    public string Password
    {
        get => Get<string>();
        set => Set(value);
    }
    public string SecurityToken
    {
        get => Get<string>();
        set => Set(value);
    }
    public bool IsActive
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool IsApiOnly
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string FirstName
    {
        get => Get<string>();
        set => Set(value);
    }
    public string LastName
    {
        get => Get<string>();
        set => Set(value);
    }
    public string UserId
    {
        get => Get<string>();
        init => Set(value);
    }
}
