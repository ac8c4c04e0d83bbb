namespace SfOAuth.Protocol;

/// <summary>The form of the token answer Salesforce is asked for, its <c>format</c> parameter.</summary>
public enum ResponseFormat
{
    /// <summary><c>application/json</c>, RFC 6749's own.</summary>
    Json,

    /// <summary><c>application/xml</c>.</summary>
    Xml,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    UrlEncoded,
}
