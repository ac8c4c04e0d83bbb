using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Http;

namespace SfOAuth.Rest;

/// <summary>
/// The newest version of the API that each org has. It is asked for once; an upgrade comes three times a year.
/// </summary>
internal sealed class ApiVersions
{
    private const string Resource = "services/data";
    private const string VersionField = "version";

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="instanceUrl">Of the org.</param>
    /// <param name="transport">The way to it.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <returns>Such as <c>66.0</c>.</returns>
    /// <exception cref="TransportException">No usable answer came.</exception>
    internal async Task<string> FindNewestAsync(
        string instanceUrl,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        if (_known.TryGetValue(instanceUrl, out string? known))
            return known;
        // The list is open to all, so no token goes with the question.
        var url = new Uri(new Uri(instanceUrl + "/"), Resource);
        OrgResponse answer = await RetryingSender
            .SendAsync(() => Create(url), RetryPolicy.Safe, secrets: [], transport, clock, cancellationToken)
            .ConfigureAwait(false);
        string newest =
            Read(answer)
            ?? throw new TransportException(
                Problem.AnswerIncomplete,
                $"{answer.Describe()}, and names no version of the API. Name one with -ApiVersion.",
                mayHaveBeenProcessed: false
            );
        return _known.GetOrAdd(instanceUrl, newest);
    }

    private static HttpRequestMessage Create(Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static string? Read(OrgResponse answer)
    {
        try
        {
            return answer.IsSuccess
                ? Json.ReadObjects(answer.Body).Select(VersionOf).OfType<string>().OrderBy(ToNumber).LastOrDefault()
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? VersionOf(Dictionary<string, string> fields) =>
        fields.TryGetValue(VersionField, out string? version) && ResourcePaths.IsVersion(version) ? version : null;

    private static decimal ToNumber(string version) => decimal.Parse(version, CultureInfo.InvariantCulture);
}
