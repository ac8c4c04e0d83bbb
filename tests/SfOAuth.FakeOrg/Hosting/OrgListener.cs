using Microsoft.AspNetCore.Server.Kestrel.Core;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>One of the four sockets.</summary>
internal sealed class OrgListener(HostRole role, bool isSecure, int wantedPort)
{
    public HostRole Role { get; } = role;

    public bool IsSecure { get; } = isSecure;

    public int WantedPort { get; } = wantedPort;

    public ListenOptions? Options { get; set; }

    /// <summary>The port in use, known once the server listens.</summary>
    public int Port => Options?.IPEndPoint?.Port ?? WantedPort;
}
