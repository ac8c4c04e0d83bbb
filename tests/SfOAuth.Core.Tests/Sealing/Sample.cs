using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>Keys, documents and folders made for a test.</summary>
internal static class Sample
{
    internal const string Kind = "sfoauth-connection";

    internal static bool OnWindows => Path.DirectorySeparatorChar == '\\';

    internal static bool IsMono { get; } = Type.GetType("Mono.Runtime") is not null;

    internal static KeyValuePair<string, string>[] Facts { get; } =
    [new("org", "00D"), new("user", "ann@acme.example")];

    internal static byte[] Key()
    {
        byte[] key = new byte[AesCbcHmac.KeyLength];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(key);
        return key;
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    internal static byte[] FromHex(string hex)
    {
        string digits = hex.Replace(" ", "").Replace("\r", "").Replace("\n", "");
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = Convert.ToByte(digits.Substring(2 * i, 2), 16);
        return bytes;
    }

    /// <summary>What .NET can't do on both frameworks, such as chmod and mkfifo.</summary>
    internal static void Run(string command, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A folder that goes away after the test.</summary>
public abstract class FolderTest : IDisposable
{
    protected FolderTest()
    {
        // What is in the temporary folder belongs to others too; this folder does not.
        new PrivateFolder(Folder).Make();
    }

    protected string Folder { get; } =
        Path.Combine(Path.GetTempPath(), "SfOAuth.Tests-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string In(params string[] names) => Path.Combine([Folder, .. names]);
}
