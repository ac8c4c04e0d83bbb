namespace SfOAuth.FakeOrg;

/// <summary>
/// How an authorize request that can't be redirected is answered; Salesforce has been seen doing all three.
/// </summary>
public enum AuthorizeErrorStyle
{
    Raw,
    RawWithoutContentType,
    Page,
}
