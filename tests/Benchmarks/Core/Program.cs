using System.Threading.Tasks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SfOAuth.Benchmarks;

/// <summary><c>micro &lt;folder&gt; [quick]</c>; needs SFOAUTH_TEST_FAKEORG, the stand-in org's DLL.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["micro", string folder, .. string[] rest]:
                BenchmarkRunner.Run(typeof(Program).Assembly, Config(folder, quick: rest is ["quick"]));
                return 0;
            default:
                await System.Console.Error.WriteLineAsync("micro <folder> [quick]");
                return 2;
        }
    }

    // In this process, for a benchmark's own project would be built for a runtime the machine need not have.
    private static ManualConfig Config(string folder, bool quick) =>
        ManualConfig
            .Create(DefaultConfig.Instance)
            .AddJob((quick ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(JsonExporter.Brief)
            .WithArtifactsPath(folder);
}
