using System.Collections.Generic;

namespace SfOAuth.FakeOrg;

/// <summary>An app of the org; see the class of this name in the FakeOrg itself.</summary>
public sealed class OrgApp : OrgPart
{
    public string ClientId
    {
        get => Get<string>();
        init => Set(value);
    }
    public string? ClientSecret
    {
        get => Get<string?>();
        set => Set(value);
    }
    public string Name
    {
        get => Get<string>();
        set => Set(value);
    }
    public IReadOnlyList<string> Callbacks
    {
        get => Get<string[]>();
        set => Set(value);
    }
    public IReadOnlyList<string> Scopes
    {
        get => Get<string[]>();
        set => Set(value);
    }
    public bool RequireSecretForWebServerFlow
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool RequireSecretForRefreshFlow
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool RequirePkce
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string? RunAsUser
    {
        get => Get<string?>();
        set => Set(value);
    }
    public IReadOnlyCollection<string> DisabledGrants
    {
        get => Get<string[]>();
        set => Set(value);
    }
    public string? PublicKeyPem
    {
        get => Get<string?>();
        set => Set(value);
    }
    public bool PreAuthorized
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool SkipsApproval
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool IntrospectsAllTokens
    {
        get => Get<bool>();
        set => Set(value);
    }
}
