using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SfOAuth.Connections.Shared;
using Xunit;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>
/// Microsoft's emulator of Blob Storage, in a process of its own for a test run. It comes from npm, once, into a folder
/// that is not part of the repository; where npm can't be reached, the tests that need it are left out by name.
/// </summary>
internal sealed class Azurite
{
    internal const string Account = "fleetstorage";

    private static readonly string _root = FindRoot();
    private static readonly Lazy<string?> _program = new(Install);
    private static readonly Lazy<Azurite> _running = new(() => new Azurite(_program.Value!));
    private static readonly HttpClient _http = new();

    // Held, because the program ends with its standard input: a test run that is killed leaves none behind.
    private readonly Process _process;

    private Azurite(string program)
    {
        Key = new byte[64];
        using (var generator = RandomNumberGenerator.Create())
            generator.GetBytes(Key);
        string script = $"process.stdin.on('end',()=>process.exit()).resume();require('{program.Replace('\\', '/')}')";
        var start = new ProcessStartInfo("node")
        {
            Arguments = $"-e \"{script}\" x --blobHost 127.0.0.1 --blobPort 0 --inMemoryPersistence --disableTelemetry",
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Convert.ToBase64String(Key)}";
        _process = Process.Start(start)!;
        Authority = ReadAuthority(_process.StandardOutput);
        // What it tells of each request must go somewhere.
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _process.Kill();
    }

    /// <summary>Null where there is none to be had.</summary>
    internal static string? Missing => _program.Value is null ? "needs Azurite of npm, which can't be reached" : null;

    internal static Azurite Running => _running.Value;

    internal byte[] Key { get; }

    /// <summary>Host and port.</summary>
    internal string Authority { get; }

    /// <summary>A container of its own, and a URL of it that may do all that a vault does.</summary>
    internal async Task<string> NewContainerAsync()
    {
        string container = "fleet-" + Guid.NewGuid().ToString("N");
        await SendAsync(HttpMethod.Put, container, "restype=container");
        return Url(container);
    }

    /// <summary>The URL that a machine is given.</summary>
    internal string Url(string container, string permissions = "rwdl", TimeSpan? from = null, TimeSpan? to = null) =>
        $"http://{Authority}/{Account}/{container}?" + Sas.OfContainer(Account, Key, container, permissions, from, to);

    /// <summary>As its operator would.</summary>
    internal async Task SendAsync(
        HttpMethod method,
        string path,
        string query,
        Dictionary<string, string>? headers = null,
        string? body = null
    )
    {
        string url = $"http://{Authority}/{Account}/{path}?{query}&{Sas.OfAccount(Account, Key)}";
        using var request = new HttpRequestMessage(method, url)
        {
            Content = body is null ? null : new StringContent(body),
        };
        request.Headers.Add("x-ms-version", "2021-12-02");
        foreach (KeyValuePair<string, string> header in headers ?? [])
            request.Headers.Add(header.Key, header.Value);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        bool isEnded = query == "comp=lease" && answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound;
        Assert.True(answer.IsSuccessStatusCode || isEnded, $"{method} {path}: {answer.StatusCode}");
    }

    /// <summary>What time does to the lease of a machine that is gone.</summary>
    internal Task EndLeaseAsync(string containerUrl, string blob) =>
        SendAsync(
            HttpMethod.Put,
            $"{ContainerUrl.Parse(containerUrl).Container}/{blob}",
            "comp=lease",
            new() { ["x-ms-lease-action"] = "break", ["x-ms-lease-break-period"] = "0" }
        );

    private static string ReadAuthority(TextReader output)
    {
        while (output.ReadLine() is string line)
        {
            if (Regex.Match(line, @"successfully listens on http://([0-9.:]+)") is { Success: true } match)
                return match.Groups[1].Value;
        }

        throw new InvalidOperationException("Azurite did not start.");
    }

    private static string? Install()
    {
        string package = Path.Combine(_root, "tests", "Kit", "Azurite", "package.json");
        string version = Regex.Match(File.ReadAllText(package), "\"azurite\": \"(.+?)\"").Groups[1].Value;
        string folder = Path.Combine(_root, "output", $"azurite-{version}");
        string program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js");
        try
        {
            if (!File.Exists(program))
                InstallInto(folder, package);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }

        return File.Exists(program) ? program : null;
    }

    // Beside its place, and renamed: the cmdlets' tests may be doing the same.
    private static void InstallInto(string folder, string package)
    {
        string beside = $"{folder}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(beside);
            File.Copy(package, Path.Combine(beside, "package.json"));
            if (RunNpm(beside) && !Directory.Exists(folder))
                Directory.Move(beside, folder);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    private static bool RunNpm(string folder)
    {
        const int Patience = 5 * 60 * 1000;
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        string arguments = $"install --prefix \"{folder}\" --no-audit --no-fund --loglevel=error";
        using var npm = Process.Start(
            new ProcessStartInfo(isWindows ? "cmd" : "npm", isWindows ? "/c npm " + arguments : arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        _ = npm.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = npm.StandardError.BaseStream.CopyToAsync(Stream.Null);
        if (npm.WaitForExit(Patience))
            return npm.ExitCode == 0;
        npm.Kill();
        return false;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppDomain.CurrentDomain.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SfOAuth.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Not in the repository.");
    }
}

/// <summary>A test that needs Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.Missing;
}

/// <summary>Tests that need Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = Azurite.Missing;
}
