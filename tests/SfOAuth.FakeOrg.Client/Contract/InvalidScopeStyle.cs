namespace SfOAuth.FakeOrg;

/// <summary>What the callback says when the request asked a scope the app lacks; both are seen in the field.</summary>
public enum InvalidScopeStyle
{
    InvalidScope,
    ApprovalErrorGeneric,
}
