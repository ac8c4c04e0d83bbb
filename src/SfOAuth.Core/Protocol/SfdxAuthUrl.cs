using System;
using System.Text.RegularExpressions;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;

namespace SfOAuth.Protocol;

/// <summary>
/// The Salesforce CLI's way to carry a login: <c>force://clientId:clientSecret:refreshToken@host</c>, the secret mostly
/// empty.
/// </summary>
internal sealed class SfdxAuthUrl
{
    private const string Redaction = "[REDACTED]";

    // People hold it in a file of its own, or in the JSON the CLI printed.
    private static readonly Regex _url = new(
        @"force://(?<id>[^\s:@""]+):(?<secret>[^\s:@""]*):(?<token>[^\s:@""]+)@(?<host>[^\s@""]+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>A login written as such a URL. It is a secret.</summary>
    internal static string Write(string clientId, string? clientSecret, string refreshToken, string instanceUrl) =>
        $"force://{Escape(clientId)}:{Escape(clientSecret ?? "")}:{Escape(refreshToken)}"
        + $"@{HostOf(new Uri(instanceUrl))}";

    private SfdxAuthUrl(Match match)
    {
        ClientId = Uri.UnescapeDataString(match.Groups["id"].Value);
        ClientSecret = match.Groups["secret"].Length == 0 ? null : Uri.UnescapeDataString(match.Groups["secret"].Value);
        RefreshToken = Uri.UnescapeDataString(match.Groups["token"].Value);
        Host = match.Groups["host"].Value.TrimEnd(',', ';', '\'', '}', ')');
        if (
            PastedText.IsVariable(ClientId)
            || PastedText.IsVariable(ClientSecret ?? "")
            || PastedText.IsVariable(RefreshToken)
        )
            throw new SfOAuthException(
                Problem.VariableUnexpanded,
                "The sfdx auth URL holds the name of a variable, and not what is in it."
            );
    }

    /// <summary>The consumer key; <c>PlatformCLI</c> for the CLI's own app.</summary>
    internal string ClientId { get; }

    /// <summary>Null for an app without one, as the CLI's own is.</summary>
    internal string? ClientSecret { get; }

    /// <summary>Under rotation good for one refresh, whoever makes it.</summary>
    internal string RefreshToken { get; }

    /// <summary>As it is written.</summary>
    internal string Host { get; }

    // Only an org on this machine speaks http.
    private static string HostOf(Uri instance) =>
        instance.Scheme == Uri.UriSchemeHttps ? instance.Authority : instance.GetLeftPart(UriPartial.Authority);

    // Salesforce's own ids and secrets have none of the separators, and the CLI decodes nothing.
    private static string Escape(string text) =>
        text.IndexOfAny([':', '@', '%', '"']) < 0 ? text : Uri.EscapeDataString(text);

    /// <exception cref="SfOAuthException">There is none in the text, or its secrets are blacked out. The text is not
    /// repeated.</exception>
    internal static SfdxAuthUrl Parse(string text)
    {
        string plain = PastedText.Clean(text);
        if (PastedText.IsVariable(plain))
            throw new SfOAuthException(
                Problem.VariableUnexpanded,
                "The sfdx auth URL is the name of a variable, and not what is in it."
            );
        if (plain.IndexOf(Redaction, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            throw new SfOAuthException(
                Problem.SecretRedacted,
                "The sfdx auth URL holds the text the Salesforce CLI prints in place of a secret, not the secret."
            );
        }

        Match match = _url.Match(plain);
        return match.Success
            ? new SfdxAuthUrl(match)
            : throw new SfOAuthException(
                Problem.ParameterInvalid,
                "There is no sfdx auth URL in this. It reads force://<client id>:<client secret or "
                    + "nothing>:<refresh token>@<host>."
            );
    }

    /// <summary>
    /// The org's login URL. Nobody typed this host, and the token goes there: one outside Salesforce's domains is more
    /// likely cut off, or somebody else's.
    /// </summary>
    /// <exception cref="SfOAuthException">It is none of Salesforce's, or not whole.</exception>
    internal LoginUrl RequireLoginUrl()
    {
        var loginUrl = LoginUrl.Parse(Host);
        // A short name is what is left of a longer host, and would be made another one.
        return loginUrl.IsSalesforce && KnownHosts.Expand(Host) is null
            ? loginUrl
            : throw new SfOAuthException(
                Problem.LoginUrlInvalid,
                $"The sfdx auth URL ends in the host '{Host}', which is none in a domain of Salesforce's. If it was "
                    + "cut off, "
                    + "copy it whole; if the host is right, name it with -LoginUrl too."
            );
    }
}
