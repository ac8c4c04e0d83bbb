using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Protocol;

namespace SfOAuth.Benchmarks;

/// <summary>
/// Refreshes one saved connection again and again, with its lock and its vault, and writes after each tenth what the
/// process holds.
/// </summary>
internal static class Endurance
{
    internal static async Task RunAsync(int count)
    {
        string folder = Directory.CreateTempSubdirectory("SfOAuth.Bench").FullName;
        using HttpMessageHandler handler = HttpPlatform.CreateHandler();
        using OrgProcess org = new();
        ConnectionStore services = new()
        {
            Vault = new RecordVault(new LockFolder(folder)),
            Transport = new Transport(handler, TimeSpan.FromSeconds(30)),
            Journal = new Journal(() => null),
            Refreshes = new SharedRefreshes(),
            Clock = new SystemClock(),
        };
        await SaveLoginAsync(services, org);
        ConnectionRefresh refresh = new(services);
        for (int tenth = 1; tenth <= 10; tenth++)
        {
            for (int i = 0; i < count / 10; i++)
                await refresh.RunAsync("prod", new RefreshOptions(), CancellationToken.None);
            Console.WriteLine(Measure(count / 10 * tenth));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task SaveLoginAsync(ConnectionStore services, OrgProcess org)
    {
        ClientSettings client = org.Client;
        OAuthRequest request = Refresh.Prepare(client, org.Login());
        TokenResponse response = await TokenEndpoint.SendAsync(
            request,
            services.Transport,
            services.Clock,
            CancellationToken.None
        );
        response = response.WithRefreshToken(org.Login());
        await services.Vault.WriteAsync(
            "prod",
            ConnectionRecord.First(client, AuthorizationGrant.Code, response, services.Clock.UtcNow, replaced: null)
        );
    }

    private static string Measure(int refreshes)
    {
        const string Descriptors = "/proc/self/fd";
        using var process = Process.GetCurrentProcess();
        int handles = Directory.Exists(Descriptors)
            ? Directory.GetFileSystemEntries(Descriptors).Length
            : process.HandleCount;
        return JsonSerializer.Serialize(
            new
            {
                Refreshes = refreshes,
                HeapBytes = GC.GetTotalMemory(forceFullCollection: true),
                WorkingSet = process.WorkingSet64,
                Handles = handles,
            }
        );
    }
}
