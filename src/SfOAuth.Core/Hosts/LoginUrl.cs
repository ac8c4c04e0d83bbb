using System;
using System.Text.RegularExpressions;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Http;

namespace SfOAuth.Hosts;

/// <summary>
/// A host that Salesforce answers OAuth requests on, with the path of an Experience Cloud site if there is one.
/// Made from whatever people have at hand: a URL out of the address bar, a bare host, a My Domain name, <c>sandbox</c>.
/// </summary>
internal sealed class LoginUrl
{
    /// <summary>Of who names no other.</summary>
    internal const string Production = "https://" + KnownHosts.Production;

    // What was meant to be the beginning of a web address.
    private static readonly Regex _scheme = new(
        @"^(?<typed>h?t{1,3}ps?s?|ht+p?s+|http|shttp|https|hhtps?|hptts?|htps?|htt[bdo]s?)"
            + @"(?<mark>:/{0,3}|;//?|//)(?=[\w\[])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // Who works with one org gives the same text again and again.
    private static volatile LoginUrl? _last;

    private readonly Uri _root;

    private LoginUrl(Uri root, string sitePath, string? correction)
    {
        _root = root;
        Value = root.GetLeftPart(UriPartial.Authority) + sitePath;
        SitePath = sitePath;
        Correction = correction;
    }

    /// <summary>
    /// Scheme, host, port if not the scheme's own, and site path; lower-case host, no slash at the end.
    /// </summary>
    internal string Value { get; }

    /// <summary>Host and port, for messages.</summary>
    internal string Host => _root.Authority;

    /// <summary>The site's path, such as <c>/partners</c>; empty elsewhere.</summary>
    internal string SitePath { get; }

    /// <summary>
    /// Where a site of Lightning Web Runtime has what its own path does not serve (Salesforce Help, "OpenID Connect
    /// Discovery Endpoint"); null where no site is.
    /// </summary>
    internal string? VisualforceSite =>
        SitePath.Length > 0 ? Value + "vforcesite"
        : KnownHosts.IsSite(_root.IdnHost) ? Value + "/vforcesite"
        : null;

    /// <summary>
    /// A sentence on what was made of the text where that is another host than the one named; else null.
    /// </summary>
    internal string? Correction { get; }

    /// <summary>Whether the host is one of Salesforce's domains, or of this machine.</summary>
    internal bool IsSalesforce => Loopback.IsLoopback(_root.IdnHost) || KnownHosts.IsSalesforce(_root.IdnHost);

    /// <summary>Salesforce's built-in redirect URI on this host, which leaves the code in the address bar.</summary>
    internal string SuccessPage => At(EndpointPaths.Success);

    /// <exception cref="SfOAuthException">No Salesforce host; the message names the one that may be meant.</exception>
    internal static LoginUrl Parse(string text)
    {
        if (_last is LoginUrl last && last.Value == text)
            return last;
        LoginUrl parsed = ParseAnew(text);
        // Only what a text stands for is kept: there may be more in the text itself.
        if (parsed.Value == text)
            _last = parsed;
        return parsed;
    }

    /// <summary>
    /// What <see cref="Value"/> gave out once, as it is: no rule for what people type judges it later.
    /// </summary>
    /// <exception cref="FormatException">It is not such a text.</exception>
    internal static LoginUrl FromSaved(string value)
    {
        bool isUrl =
            Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
        bool isSafe =
            isUrl
            && (
                uri!.Scheme == Uri.UriSchemeHttps
                || (uri.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopback(uri.IdnHost))
            );
        return isSafe
            ? new LoginUrl(uri!, uri!.AbsolutePath.TrimEnd('/'), correction: null)
            : throw new FormatException("The text is not a login URL.");
    }

    /// <summary>
    /// Scheme and host of a text that was not understood, for an error's target; null when even that can't be told.
    /// Never more: there may be a password or a code in it, or it may be one.
    /// </summary>
    internal static string? HostIn(string text)
    {
        string typed = PastedText.Clean(text);
        return
            typed.Contains(".")
            && !TypedSecret.IsLikely(typed)
            && Uri.TryCreate(typed.Contains("://") ? typed : "https://" + typed, UriKind.Absolute, out Uri? uri)
            && uri.Host.Length > 0
            ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;
    }

    /// <summary>An absolute URL below this one.</summary>
    internal string At(string path) => Value + path;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static LoginUrl ParseAnew(string text)
    {
        string typed = PastedText.Clean(text).TrimEnd('.');
        if (PastedText.IsVariable(typed) || PastedText.HasVariableInHost(typed))
            throw new SfOAuthException(
                Problem.VariableUnexpanded,
                "The login URL holds the name of a variable, and not what is in it."
            );
        RefuseMisspelt(typed);
        if (TypedSecret.IsLikely(typed))
            throw Refuse(
                "The login URL looks like a token, a key or a secret, and not like a host. It was not looked up, "
                    + "and is not repeated."
            );
        Uri uri = ReadUri(KnownHosts.Expand(typed) ?? typed);
        RefuseUnsafe(uri);
        string host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (Loopback.IsLoopback(host))
            return new LoginUrl(uri, SitePaths.Of(uri), correction: null);
        // A search list would make a host of it, and whose that is nobody knows.
        if (!host.Contains(".") && !typed.Contains("://"))
            throw Refuse(
                "The login URL is a single word, and not a My Domain name, which has only letters, digits and hyphens."
            );

        string known = KnownHosts.Correct(host);
        string? correction =
            known == host ? null : $"'{host}' is not a login host of Salesforce's; '{known}' is used in its place.";
        var root = new UriBuilder(
            Uri.UriSchemeHttps,
            known,
            uri.IsDefaultPort || correction is not null ? -1 : uri.Port
        );
        return new LoginUrl(root.Uri, KnownHosts.HasSites(known) ? SitePaths.Of(uri) : "", correction);
    }

    private static Uri ReadUri(string text)
    {
        string candidate = text.Contains("://") ? text : "https://" + text;
        return Uri.TryCreate(candidate, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && KnownHosts.IsHost(uri)
            ? uri
            : throw Refuse("The login URL is neither a URL, a host, a My Domain name, 'production' nor 'sandbox'.");
    }

    private static void RefuseMisspelt(string text)
    {
        Match match = _scheme.Match(text);
        string typed = match.Groups["typed"].Value.ToLowerInvariant();
        bool isRight = match.Groups["mark"].Value == "://" && typed is "https" or "http";
        if (match.Success && !isRight)
            throw Refuse(
                "The login URL does not begin as a web address does; write 'https://' in front of the host, or the "
                    + "host alone."
            );
    }

    private static void RefuseUnsafe(Uri uri)
    {
        if (uri.UserInfo.Length > 0)
            throw Refuse($"The login URL holds a user name or a password before '{uri.Host}'; leave them out.");
        if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopback(uri.IdnHost)))
            return;
        throw Refuse(
            uri.Scheme == Uri.UriSchemeHttp
                ? $"'http' would send secrets in the clear; use 'https://{uri.Authority}'. Plain http is for "
                    + "loopback hosts only."
                : $"'{uri.Scheme}' is not the beginning of a web address; use 'https://{uri.Authority}'."
        );
    }

    private static SfOAuthException Refuse(string message) => new(Problem.LoginUrlInvalid, message);
}
