using System;
using SfOAuth.Errors;

namespace SfOAuth.Hosts;

/// <summary>
/// A host that Salesforce answers OAuth requests on, with the path of an Experience Cloud site if there is one.
/// Made from whatever people have at hand: a URL out of the address bar, a bare host, a My Domain name, <c>sandbox</c>.
/// </summary>
internal sealed class LoginUrl
{
    private readonly Uri _root;

    private LoginUrl(Uri root, string sitePath, string? correction)
    {
        _root = root;
        SitePath = sitePath;
        Correction = correction;
    }

    /// <summary><c>https://login.salesforce.com</c>.</summary>
    internal static LoginUrl Production { get; } = Parse(KnownHosts.Production);

    /// <summary>Scheme, host, port if not the scheme's own, and site path; lower-case host, no slash at the end.</summary>
    internal string Value => _root.GetLeftPart(UriPartial.Authority) + SitePath;

    /// <summary>Host and port, for messages.</summary>
    internal string Host => _root.Authority;

    /// <summary>The site's path, such as <c>/partners</c>; empty elsewhere.</summary>
    internal string SitePath { get; }

    /// <summary>A sentence on what was made of the text where that is another host than the one named; else null.</summary>
    internal string? Correction { get; }

    /// <summary>Salesforce's built-in redirect URI on this host, which leaves the code in the address bar.</summary>
    internal string SuccessPage => At(EndpointPaths.Success);

    /// <exception cref="SfOAuthException">No Salesforce host; the message names the one that may be meant.</exception>
    internal static LoginUrl Parse(string text)
    {
        string trimmed = text.Trim().Trim('"', '\'').TrimEnd('.');
        if (KnownHosts.Expand(trimmed) is string shortName)
            trimmed = shortName;
        Uri uri = ReadUri(trimmed);
        RefuseUnsafe(uri);
        string host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (Loopback.IsLoopback(host))
            return new LoginUrl(uri, SitePaths.Of(uri), correction: null);

        string known = KnownHosts.Correct(host);
        string? correction = known == host ? null : $"'{host}' is not a login host of Salesforce's; '{known}' is used in its place.";
        var root = new UriBuilder(Uri.UriSchemeHttps, known, uri.IsDefaultPort || correction is not null ? -1 : uri.Port);
        return new LoginUrl(root.Uri, KnownHosts.HasSites(known) ? SitePaths.Of(uri) : "", correction);
    }

    /// <summary>Scheme and host of a text that was not understood, for an error's target; null when even that can't be told. Never more: there may be a password or a code in it.</summary>
    internal static string? HostIn(string text)
        => text.Contains(".") && Uri.TryCreate(text.Contains("://") ? text : "https://" + text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
            ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;

    /// <summary>An absolute URL below this one.</summary>
    internal string At(string path) => Value + path;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static Uri ReadUri(string text)
    {
        string candidate = text.Contains("://") ? text : "https://" + text;
        return Uri.TryCreate(candidate, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && Uri.CheckHostName(uri.DnsSafeHost) != UriHostNameType.Unknown
            ? uri
            : throw Refuse("The login URL is neither a URL, a host, a My Domain name, 'production' nor 'sandbox'.");
    }

    private static void RefuseUnsafe(Uri uri)
    {
        if (uri.UserInfo.Length > 0)
            throw Refuse($"The login URL holds a user name or a password before '{uri.Host}'; leave them out.");
        if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopback(uri.IdnHost)))
            return;
        throw Refuse($"'{uri.Scheme}' would send secrets in the clear; use 'https://{uri.Authority}'. Plain http is for loopback hosts only.");
    }

    private static SfOAuthException Refuse(string message) => new(Problem.LoginUrlInvalid, message);
}
