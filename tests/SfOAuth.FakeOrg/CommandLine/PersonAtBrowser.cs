using System;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace SfOAuth.FakeOrg.CommandLine;

/// <summary>
/// What a person does at a browser that was opened with a URL: logs in, allows, and waits for the last page. For
/// <c>$env:BROWSER</c>, as a program that starts fast.
/// </summary>
internal static class PersonAtBrowser
{
    public static async Task<int> VisitAsync(string url)
    {
        using HttpClientHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler);
        // The address that was opened leads on, once.
        using HttpResponseMessage first = await client.GetAsync(new Uri(url));
        Uri page = first.Headers.Location ?? throw new HttpRequestException($"{url} leads nowhere.");
        if (page.AbsolutePath.Contains("/secur/frontdoor", StringComparison.Ordinal))
        {
            // Nothing to be typed there.
            using HttpResponseMessage inside = await client.GetAsync(page);
            return 0;
        }

        int status = await SignInAsync(client, page);
        if (status == 200)
            return 0;
        await Console.Error.WriteLineAsync($"The last page is {status}.");
        return 1;
    }

    /// <summary>The org's own stand-in for a browser goes from page to page, back to the callback.</summary>
    /// <returns>The status of the last one.</returns>
    private static async Task<int> SignInAsync(HttpClient client, Uri page)
    {
        string visit = JsonSerializer.Serialize(new { url = page.AbsoluteUri, follow = true });
        using StringContent body = new(visit, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(page, "/_control/browser"), body);
        using JsonDocument seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return seen.RootElement.GetProperty("status").GetInt32();
    }
}
