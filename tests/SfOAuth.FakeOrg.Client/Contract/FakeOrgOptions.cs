namespace SfOAuth.FakeOrg;

/// <summary>
/// What must be known before the org listens; everything else is in the scenario and may change while it runs.
/// </summary>
public sealed class FakeOrgOptions
{
    /// <summary>The name in the URLs of answers. The sockets are bound to 127.0.0.1 whatever it says.</summary>
    public string HostName { get; init; } = "127.0.0.1";

    /// <summary>Zero lets the operating system choose, for this port and the three below.</summary>
    public int LoginPort { get; init; }

    public int DomainPort { get; init; }

    public int SecureLoginPort { get; init; }

    public int SecureDomainPort { get; init; }

    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>
    /// Changes to the scenario from the start, as the control API takes them; a reset comes back to them.
    /// </summary>
    public string? ScenarioJson { get; init; }

    /// <summary>How many requests are remembered; older ones are dropped and only counted.</summary>
    public int RecordedRequestLimit { get; init; } = 10_000;
}
