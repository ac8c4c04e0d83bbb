using System;
using System.Net;

namespace SfOAuth.Http;

/// <summary>Names and addresses that never leave the machine (RFC 6761, section 6.3; RFC 8252, section 7.3).</summary>
internal static class Loopback
{
    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
