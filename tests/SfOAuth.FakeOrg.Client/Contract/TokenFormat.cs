namespace SfOAuth.FakeOrg;

/// <summary>How access tokens look: a session id, or a signed JWT with its own <c>exp</c>.</summary>
public enum TokenFormat
{
    Opaque,
    Jwt,
}
