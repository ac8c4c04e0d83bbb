using System;
using System.Diagnostics;
using System.IO;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The FakeOrg in a process of its own: one for a test run, in which each test starts its org.</summary>
internal static class OrgProgram
{
    private static readonly Lazy<ControlClient> _control = new(Start);

    // Held, because the program ends with its standard input: a test run that is killed leaves none behind.
    private static Process? _process;

    /// <summary>Of the org that the program starts with, and that no test uses.</summary>
    internal static ControlClient Control => _control.Value;

    private static ControlClient Start()
    {
        _process = Process.Start(
            new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            {
                Arguments = $"\"{FindAssembly()}\" --json --exit-with-parent",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        string line =
            _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The FakeOrg did not start.");
        return new ControlClient(JObject.Parse(line).Value<string>("loginUrl")!);
    }

    private static string FindAssembly()
    {
        // From tests/<project>/bin/<configuration>/<framework>
        var here = new DirectoryInfo(AppDomain.CurrentDomain.BaseDirectory.TrimEnd('/', '\\'));
        DirectoryInfo tests = here.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(
            tests.FullName,
            "SfOAuth.FakeOrg",
            "bin",
            here.Parent.Name,
            "net8.0",
            "SfOAuth.FakeOrg.dll"
        );
    }
}
