using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace SfOAuth.SignIn;

/// <summary>One way to open a URL in a browser: a program and its arguments.</summary>
internal sealed record BrowserCommand(string Program, IReadOnlyList<string> Arguments)
{
    private const string Placeholder = "%s";

    /// <summary>What to try, in this order: the user's own choice, then what the system has.</summary>
    internal static IEnumerable<BrowserCommand> For(string url, SignInEnvironment surroundings) =>
        Chosen(url, surroundings.Browser).Concat(OfSystem(url, surroundings));

    /// <summary>
    /// On Linux: else Ctrl+C at this prompt, now or later, would end a browser that runs since, with all that is open
    /// in it.
    /// </summary>
    internal BrowserCommand Detached() => new("setsid", [Program, .. Arguments]);

    /// <summary>
    /// Of <c>$env:BROWSER</c>: several commands in a row, each with the URL in place of <c>%s</c>, or behind it.
    /// </summary>
    private static IEnumerable<BrowserCommand> Chosen(string url, string? commands)
    {
        foreach (string command in (commands ?? "").Split(Path.PathSeparator))
        {
            IReadOnlyList<string> words = CommandLine.Split(command);
            // A batch file would hand the URL to a shell.
            if (words.Count == 0 || IsBatch(words[0]))
                continue;
            string[] arguments = [.. words.Skip(1).Select(word => word.Replace(Placeholder, url))];
            yield return new BrowserCommand(
                words[0],
                words.Skip(1).Any(word => word.Contains(Placeholder)) ? arguments : [.. arguments, url]
            );
        }
    }

    private static IEnumerable<BrowserCommand> OfSystem(string url, SignInEnvironment surroundings)
    {
        if (surroundings.System == OSPlatform.Windows)
            return [new BrowserCommand(url, [])];
        if (surroundings.System == OSPlatform.OSX)
            return [new BrowserCommand("open", [url])];
        if (surroundings.IsWsl)
            return
            [
                new BrowserCommand("wslview", [url]),
                new BrowserCommand("rundll32.exe", ["url.dll,FileProtocolHandler", url]),
            ];
        return surroundings.HasScreen ? [new BrowserCommand("xdg-open", [url])] : [];
    }

    private static bool IsBatch(string program) =>
        program.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase)
        || program.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);
}
