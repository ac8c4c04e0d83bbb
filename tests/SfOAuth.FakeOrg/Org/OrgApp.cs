using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Org;

/// <summary>A connected app or external client app of the org, with the settings an admin has for it.</summary>
public sealed class OrgApp
{
    public required string ClientId { get; init; }

    /// <summary>Null for an app that has none: its answers carry no <c>signature</c>.</summary>
    public string? ClientSecret { get; set; }

    public string Name { get; set; } = "A connected app";

    public IReadOnlyList<string> Callbacks { get; set; } = [];

    public IReadOnlyList<string> Scopes { get; set; } = DefaultOrg.Scopes;

    public bool RequireSecretForWebServerFlow { get; set; } = true;

    public bool RequireSecretForRefreshFlow { get; set; } = true;

    public bool RequirePkce { get; set; }

    /// <summary>The execution user of the client credentials flow; null means the flow has none.</summary>
    public string? RunAsUser { get; set; }

    /// <summary>
    /// Grant types that are not among the app's enabled flows; the org refuses them once the client has proved itself.
    /// </summary>
    public IReadOnlyCollection<string> DisabledGrants { get; set; } = [];

    /// <summary>PEM of an RSA public key or of a certificate: what JWT assertions are checked against.</summary>
    public string? PublicKeyPem { get; set; }

    /// <summary>
    /// True lets JWT bearer in without an earlier consent; the approval page is still shown to browsers.
    /// </summary>
    public bool PreAuthorized { get; set; } = true;

    public bool SkipsApproval { get; set; }

    /// <summary>False lets the app introspect only the tokens it got itself.</summary>
    public bool IntrospectsAllTokens { get; set; }
}
