using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace SfOAuth.Tests.Connections;

/// <summary>What must have the process to itself.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>
/// A hundred thousand refreshes in one process, with nothing beside them whose handles would be counted. Run by
/// <c>build.ps1 -Task Stress</c>.
/// </summary>
[Collection(nameof(Alone))]
public class EnduranceTests(ITestOutputHelper output) : ConnectionTest
{
    private const int Refreshes = 100_000;
    private const int Warm = 10_000;

    [Fact]
    [Trait("Category", "Stress")]
    public async Task Memory_and_handles_stay_flat()
    {
        await SaveLoginAsync("prod");
        (long Bytes, int Handles) before = default;
        for (int i = 1; i <= Refreshes; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.NotNull(await RefreshSavedAsync("prod"));
            if (i == Warm)
                before = Measure();
        }

        (long Bytes, int Handles) after = Measure();
        output.WriteLine(
            $"after {Warm}: {before.Bytes / 1024} KiB, {before.Handles} handles; after {Refreshes}: "
                + $"{after.Bytes / 1024} KiB, {after.Handles} handles"
        );
        Assert.InRange(after.Bytes, 0, before.Bytes + (8 * 1024 * 1024));
        Assert.InRange(after.Handles, 0, before.Handles + 20);
        Assert.Equal(Refreshes + 1, (await Vault.ReadAsync("prod", default))!.Generation);
    }

    private static (long Bytes, int Handles) Measure()
    {
        const string Descriptors = "/proc/self/fd";
        using var process = Process.GetCurrentProcess();
        int handles = Directory.Exists(Descriptors)
            ? Directory.GetFileSystemEntries(Descriptors).Length
            : process.HandleCount;
        return (GC.GetTotalMemory(forceFullCollection: true), handles);
    }
}
