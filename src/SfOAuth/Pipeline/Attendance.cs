using System;
using System.Linq;
using System.Management.Automation.Host;
using SfOAuth.Errors;

namespace SfOAuth.Pipeline;

/// <summary>
/// Whether somebody is there who can be asked. A session that says that nobody is gets no question, no browser and no
/// waiting, but an error at once.
/// </summary>
internal static class Attendance
{
    // Abbreviated as far as PowerShell takes it.
    private const string Switch = "-noninteractive";
    private const string ShortestSwitch = "-noni";

    // All known services for builds set it.
    private const string BuildVariable = "CI";
    private const string BrowserVariable = "BROWSER";

    /// <summary>Why nobody can be asked; null where somebody may be there.</summary>
    internal static string? WhyNobody(PSHost? host)
    {
        if (host?.Name == "ConsoleHost" && Environment.GetCommandLineArgs().Skip(1).Any(IsSwitch))
            return "this session was started with -NonInteractive";
        return
            Environment.GetEnvironmentVariable(BuildVariable) is { Length: > 0 } build
            && !build.Equals("false", StringComparison.OrdinalIgnoreCase)
            && build != "0"
            ? $"the environment variable {BuildVariable} says that this is a build"
            : null;
    }

    /// <summary>Fails where nobody can sign in. A browser that is named can, whoever is there.</summary>
    /// <exception cref="SfOAuthException">Nobody is there.</exception>
    internal static void RequirePerson(PSHost host, bool byBrowser)
    {
        bool hasBrowser = byBrowser && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(BrowserVariable));
        if (!hasBrowser && WhyNobody(host) is string why)
            throw new SfOAuthException(Problem.InteractionImpossible, $"A person has to sign in, and {why}.");
    }

    private static bool IsSwitch(string argument) =>
        argument.Length >= ShortestSwitch.Length
        && Switch.StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal);
}
