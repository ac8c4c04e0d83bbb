namespace SfOAuth.FakeOrg.Messages;

/// <summary>The host a request was sent to.</summary>
/// <param name="BaseUrl">As the client wrote it, with the site path, without a trailing slash.</param>
/// <param name="SitePath">Empty outside a site.</param>
internal sealed record RequestHost(HostRole Role, bool IsSecure, string SitePath, string BaseUrl)
{
    /// <summary>http and https are one host to a code; a site is another host than its My Domain.</summary>
    public string Identity => Role + SitePath;

    public string TokenUrl => BaseUrl + Paths.Token;

    public string SuccessUrl => BaseUrl + Paths.Success;
}
