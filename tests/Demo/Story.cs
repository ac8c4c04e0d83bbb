using System;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using SfOAuth.FakeOrg;
using SfOAuth.FakeOrg.UserAgent;
using SfOAuth.Secrets;

namespace SfOAuth.Demo;

/// <summary>The steps, in the order a person takes them, and what each brings. No secret is printed.</summary>
internal static class Story
{
    private const string LimitsPath = "/services/data/v66.0/limits";

    public static async Task TellAsync(FakeOrgServer org, DemoClient client)
    {
        Screen screen = new();
        Screen.Title($"SfOAuth through its library, on a stand-in for a Salesforce org at {org.LoginUrl}");

        screen.Step("Make the URL to sign in with");
        AuthorizationRequest request = client.CreateRequest("api", "refresh_token");
        Screen.Line(request.Url);

        screen.Step("Sign in with a browser");
        using FakeBrowser browser = new();
        BrowserVisit visit = await browser.SignInAsync(new SignInRequest { Url = request.Url });
        Screen.Line($"{DefaultOrg.Username} logs in and chooses Allow. The browser ends on");
        Screen.Address(visit.Location);

        screen.Step("Turn the address into tokens");
        Token token = await client.ExchangeAsync(request, visit.Location);
        Screen.Line($"{token}, scope {string.Join(' ', token.Scope)}");

        screen.Step("Refresh. This org rotates: each refresh token works once");
        token = await RefreshAsync(client, token);
        token = await RefreshAsync(client, token);

        screen.Step("Call Salesforce");
        Screen.Line($"GET {token.Resolve(LimitsPath)}");
        using var limits = JsonDocument.Parse(await client.GetAsync(token, LimitsPath));
        Screen.Line($"DailyApiRequests {limits.RootElement.GetProperty("DailyApiRequests").GetRawText()}");
        Screen.Title(
            "That is all. With PowerShell the same is a cmdlet a step, and the login is kept in a vault: see README.md."
        );
    }

    private static async Task<Token> RefreshAsync(DemoClient client, Token token)
    {
        Token renewed = await client.RefreshAsync(
            SecureText.Reveal(token.RefreshToken)
                ?? throw new InvalidOperationException("The org gave no refresh token.")
        );
        string before = Fingerprint(SecureText.Reveal(token.RefreshToken)),
            after = Fingerprint(SecureText.Reveal(renewed.RefreshToken));
        Screen.Line($"The refresh token was {before}... and is {after}... now (of its SHA-256).");
        return before == after ? throw new InvalidOperationException("The refresh token did not change.") : renewed;
    }

    /// <summary>Says whether two secrets are the same one, and nothing else of them.</summary>
    private static string Fingerprint(string? secret) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? "")))[..8];
}
