namespace SfOAuth.FakeOrg;

/// <summary>An authorization code to mint, as if a browser had been there.</summary>
public sealed record CodeRequest
{
    /// <summary>Null: the app with a secret.</summary>
    public string? ClientId { get; init; }

    /// <summary>Null: the app's first callback.</summary>
    public string? RedirectUri { get; init; }

    public string? CodeChallenge { get; init; }

    /// <summary>Null: all the app has.</summary>
    public string? Scope { get; init; }

    public string? Nonce { get; init; }

    /// <summary>Null: the administrator. An unknown one is added to the org.</summary>
    public string? Username { get; init; }
}
