using System;
using System.Net.Http;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;

namespace SfOAuth.Demo;

/// <summary>
/// The main job on a machine without PowerShell: through the library, on an org that is gone afterwards.
/// </summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        try
        {
            await using FakeOrgServer org = await FakeOrgServer.StartAsync();
            using DemoClient client = new(
                org.LoginUrl,
                DefaultOrg.ConfidentialClientId,
                DefaultOrg.ConfidentialClientSecret
            );
            await Story.TellAsync(org, client);
            return 0;
        }
        catch (Exception exception)
            when (exception is SfOAuthException or HttpRequestException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The demo failed: {exception.Message}");
            return 1;
        }
    }
}
