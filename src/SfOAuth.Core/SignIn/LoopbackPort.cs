using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SfOAuth.Errors;

namespace SfOAuth.SignIn;

/// <summary>
/// Takes a port on the loopback addresses, all of them or none: with one family in other hands the code could go to a
/// stranger.
/// </summary>
internal static class LoopbackPort
{
    /// <exception cref="SfOAuthException">Somebody else has the port.</exception>
    internal static IReadOnlyList<TcpListener> Take(IReadOnlyList<IPAddress> addresses, int port)
    {
        List<TcpListener> listeners = [];
        SocketException? missing = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                listeners.Add(Listen(address, port));
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode
                        is SocketError.AddressFamilyNotSupported
                            or SocketError.AddressNotAvailable
                )
            {
                missing = exception;
            }
            catch (SocketException exception)
            {
                listeners.ForEach(listener => listener.Stop());
                throw Describe(exception, port);
            }
        }

        return listeners.Count > 0 ? listeners : throw Describe(missing!, port);
    }

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            // Elsewhere it is so anyway, and there this would keep the port for minutes after its last connection.
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                listener.ExclusiveAddressUse = true;
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Stop();
            throw;
        }
    }

    private static SfOAuthException Describe(SocketException exception, int port) =>
        new(
            Problem.PortInUse,
            exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Another program listens on port {port} of this machine."
                : $"The system does not give port {port} to this program: {exception.Message}.",
            exception
        );
}
