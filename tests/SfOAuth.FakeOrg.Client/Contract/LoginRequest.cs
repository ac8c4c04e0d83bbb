namespace SfOAuth.FakeOrg;

/// <summary>A login to mint.</summary>
public sealed record LoginRequest
{
    /// <summary>Null: the app with a secret.</summary>
    public string? ClientId { get; init; }

    /// <summary>Null: the administrator. An unknown one is added to the org.</summary>
    public string? Username { get; init; }

    /// <summary>Null: all the app has.</summary>
    public string? Scope { get; init; }

    /// <summary>True: below the site path, so that the answer has the sfdc_site fields.</summary>
    public bool Site { get; init; }

    /// <summary>True: the URLs of the answer are https.</summary>
    public bool Secure { get; init; }

    public string? Nonce { get; init; }
}
