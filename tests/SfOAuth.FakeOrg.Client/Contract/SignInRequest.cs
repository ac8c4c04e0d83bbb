namespace SfOAuth.FakeOrg;

/// <summary>What the person at the browser does.</summary>
public sealed record SignInRequest
{
    /// <summary>The whole authorize URL.</summary>
    public required string Url { get; init; }

    public string Username { get; init; } = DefaultOrg.Username;

    public string Password { get; init; } = DefaultOrg.Password;

    /// <summary>True presses Deny.</summary>
    public bool Deny { get; init; }

    /// <summary>True opens the callback too, as a browser does; false only tells where it leads.</summary>
    public bool Follow { get; init; }
}
