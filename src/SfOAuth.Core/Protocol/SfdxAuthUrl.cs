using System;
using System.Text.RegularExpressions;
using SfOAuth.Errors;
using SfOAuth.Hosts;

namespace SfOAuth.Protocol;

/// <summary>The Salesforce CLI's way to carry a login: <c>force://clientId:clientSecret:refreshToken@host</c>, the secret mostly empty.</summary>
internal sealed class SfdxAuthUrl
{
    private const string Redaction = "[REDACTED]";

    // People hold it in a file of its own, or in the JSON the CLI printed.
    private static readonly Regex _url = new(
        @"force://(?<id>[^\s:@""]+):(?<secret>[^\s:@""]*):(?<token>[^\s:@""]+)@(?<host>[^\s@""]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private SfdxAuthUrl(Match match)
    {
        ClientId = Uri.UnescapeDataString(match.Groups["id"].Value);
        ClientSecret = match.Groups["secret"].Length == 0 ? null : Uri.UnescapeDataString(match.Groups["secret"].Value);
        RefreshToken = Uri.UnescapeDataString(match.Groups["token"].Value);
        LoginUrl = LoginUrl.Parse(match.Groups["host"].Value);
    }

    /// <summary>The consumer key; <c>PlatformCLI</c> for the CLI's own app.</summary>
    internal string ClientId { get; }

    /// <summary>Null for an app without one, as the CLI's own is.</summary>
    internal string? ClientSecret { get; }

    /// <summary>Under rotation good for one refresh, whoever makes it.</summary>
    internal string RefreshToken { get; }

    /// <summary>The org's host.</summary>
    internal LoginUrl LoginUrl { get; }

    /// <exception cref="SfOAuthException">There is none in the text, or its secrets are blacked out. The text is not repeated.</exception>
    internal static SfdxAuthUrl Parse(string text)
    {
        string plain = text;
        if (plain.IndexOf(Redaction, StringComparison.OrdinalIgnoreCase) >= 0)
            throw new SfOAuthException(Problem.SecretRedacted, "The sfdx auth URL holds the text the Salesforce CLI prints in place of a secret, not the secret.");
        Match match = _url.Match(plain);
        return match.Success
            ? new SfdxAuthUrl(match)
            : throw new SfOAuthException(Problem.ParameterInvalid, "There is no sfdx auth URL in this. It reads force://<client id>:<client secret or nothing>:<refresh token>@<host>.");
    }
}
