using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace SfOAuth.SignIn;

/// <summary>Where this session runs, as far as it matters to a browser that has to find its way back to it.</summary>
internal sealed class SignInEnvironment(
    Func<string, string?> environment,
    Func<string, bool> fileExists,
    OSPlatform system
)
{
    private static readonly string[] _sshVariables = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"];
    private static readonly string[] _wslVariables = ["WSL_DISTRO_NAME", "WSL_INTEROP"];
    private static readonly string[] _containerVariables =
    [
        "container",
        "KUBERNETES_SERVICE_HOST",
        "DOTNET_RUNNING_IN_CONTAINER",
    ];
    private static readonly string[] _containerFiles = ["/.dockerenv", "/run/.containerenv"];
    private static readonly string[] _screenVariables = ["DISPLAY", "WAYLAND_DISPLAY"];

    /// <summary>Those of this process.</summary>
    internal static SignInEnvironment Here() => new(Environment.GetEnvironmentVariable, File.Exists, ThisSystem());

    internal OSPlatform System => system;

    /// <summary>The user's choice of browser; null when there is none.</summary>
    internal string? Browser => environment("BROWSER");

    internal bool IsWsl => IsAnySet(_wslVariables);

    /// <summary>Whether a window can be shown at all.</summary>
    internal bool HasScreen => system != OSPlatform.Linux || IsAnySet(_screenVariables);

    private bool IsContainer => IsAnySet(_containerVariables) || _containerFiles.Any(fileExists);

    /// <summary>
    /// What this very user can do if the browser does not find its way back; null where nothing stands in it.
    /// </summary>
    /// <param name="port">The one that is listened on.</param>
    internal string? Advice(int port)
    {
        if (IsAnySet(_sshVariables))
            return "This session runs over SSH. On the machine with the browser run 'ssh -L "
                + $"{port}:localhost:{port} <this machine>' and open the URL there, or use -NoBrowser and paste the "
                + "address the browser ends on.";
        if (IsContainer)
            return "This session runs in a container, and a published port does not lead to its loopback "
                + "addresses. Use -NoBrowser and paste the address the browser ends on; or share the host's "
                + "network ('docker run --network host'), or forward the port ('kubectl port-forward <pod> "
                + $"{port}'). Unattended jobs sign in with Request-SfJwtToken.";
        if (IsWsl)
            return $"This session runs in WSL. Open the URL in a browser of Windows, which reaches port {port} here "
                + "as localhost unless that is switched off in .wslconfig; then use -NoBrowser and paste the "
                + "address the browser ends on.";
        if (!HasScreen)
            return "This session has no screen. Open the URL in a browser of this machine, or use -NoBrowser and "
                + "paste the address the browser of another machine ends on.";
        return null;
    }

    private static OSPlatform ThisSystem() =>
        new[] { OSPlatform.Windows, OSPlatform.OSX }
            .Where(RuntimeInformation.IsOSPlatform)
            .DefaultIfEmpty(OSPlatform.Linux)
            .First();

    private bool IsAnySet(string[] variables) => variables.Any(name => !string.IsNullOrEmpty(environment(name)));
}
