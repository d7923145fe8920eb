using System.Net.Sockets;

namespace ZooKeeper;

/// <summary>Plain TCP; names are resolved anew at every call, so that a server may move to another address.</summary>
public static class TcpConnector
{
    /// <exception cref="SocketException">No connection.</exception>
    public static async Task<Stream> ConnectAsync(HostPort server, CancellationToken cancellationToken)
    {
        // Requests are small and a caller waits for each: Nagle's algorithm would hold them back.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
