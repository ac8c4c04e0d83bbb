using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// Asks the authorization endpoint as a browser would, and goes no further: nobody logs in. What is wrong with the app,
/// the redirect URI or the challenge it says before it shows the login page, on a page, in a bare text or in a
/// redirect.
/// </summary>
internal sealed class AuthorizeProbe(Transport transport, IClock clock)
{
    private static readonly Regex _refusal = new(
        @"\berror=(?<error>[A-Za-z_-]{3,60})(&error_description=(?<description>[^&<""'\s]{0,300}))?",
        RegexOptions.CultureInvariant
    );

    /// <param name="url">The authorize URL.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <returns>Null when the login page was reached.</returns>
    /// <exception cref="TransportException">No usable answer came, or it is neither a refusal nor a login
    /// page.</exception>
    internal async Task<ProtocolException?> SendAsync(string url, CancellationToken cancellationToken)
    {
        OrgResponse answer = await RetryingSender
            .SendAsync(() => Create(url), RetryPolicy.Safe, secrets: [], transport, clock, cancellationToken)
            .ConfigureAwait(false);
        string text = answer.IsRedirect ? answer.Location!.OriginalString : WebUtility.HtmlDecode(answer.Body);
        if (Read(text) is var (error, description))
            return new ProtocolException(RequestKind.Authorization, error, description, answer.Status, answer.Host);
        if (answer.IsRedirect || (answer.IsSuccess && ResponseParser.IsPage(answer)))
            return null;
        throw new TransportException(
            Problem.AnswerIncomplete,
            answer.Describe() + ", which is neither a login page nor a refusal.",
            mayHaveBeenProcessed: true
        );
    }

    private static (string Error, string? Description)? Read(string text)
    {
        Match found = _refusal.Match(text);
        if (!found.Success)
            return ReadJson(text);
        Group description = found.Groups["description"];
        return (found.Groups["error"].Value, description.Success ? WebUtility.UrlDecode(description.Value) : null);
    }

    private static (string Error, string? Description)? ReadJson(string text)
    {
        try
        {
            Dictionary<string, string> fields = Json.Read(text);
            fields.TryGetValue(ProtocolNames.ErrorDescription, out string? description);
            return fields.TryGetValue(ProtocolNames.Error, out string? error) ? (error, description) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Create(string url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return message;
    }
}
