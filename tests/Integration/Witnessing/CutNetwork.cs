using System.Net.Sockets;
using ZooKeeper;

namespace Integration.Witnessing;

/// <summary>Connections that a test can break, and keep from being made again.</summary>
internal sealed class CutNetwork
{
    private readonly Lock guard = new();
    private readonly List<Socket> sockets = [];
    private bool cut;

    public async Task<Stream> ConnectAsync(HostPort server, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, cancellation);
        lock (guard)
        {
            if (cut)
            {
                socket.Dispose();
                throw new IOException("The network is cut.");
            }

            sockets.Add(socket);
        }

        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Cut()
    {
        lock (guard)
        {
            cut = true;
            sockets.ForEach(socket => socket.Dispose());
            sockets.Clear();
        }
    }

    public void Heal()
    {
        lock (guard)
        {
            cut = false;
        }
    }
}
