using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.UserAgent;

namespace SfOAuth.FakeOrg.Control;

/// <summary>Signs in for tests in a shell that has no browser. Each call is a new person: no cookies stay.</summary>
internal static class BrowserControl
{
    public static async ValueTask<OrgAnswer> SignInAsync(OrgRequest request, CancellationToken aborted)
    {
        using FakeBrowser browser = new();
        try
        {
            return ControlJson.Answer(await browser.SignInAsync(ControlJson.Read<SignInRequest>(request), aborted));
        }
        catch (HttpRequestException ex)
        {
            return ControlJson.Answer(new { error = ex.Message }, 502);
        }
    }
}
