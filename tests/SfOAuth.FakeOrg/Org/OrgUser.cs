namespace SfOAuth.FakeOrg.Org;

/// <summary>A user who can log in.</summary>
public sealed class OrgUser
{
    public required string Username { get; init; }

    public string Password { get; set; } = DefaultOrg.Password;

    /// <summary>
    /// What the password grant wants after the password; empty for a user inside the trusted IP range.
    /// </summary>
    public string SecurityToken { get; set; } = DefaultOrg.SecurityToken;

    public bool IsActive { get; set; } = true;

    /// <summary>True: API Only User, who gets no UI session.</summary>
    public bool IsApiOnly { get; set; }

    public string FirstName { get; set; } = "Ada";

    public string LastName { get; set; } = "Admin";

    /// <summary>Eighteen characters, given when the user is added.</summary>
    public string UserId { get; init; } = SalesforceId.New("005");
}
