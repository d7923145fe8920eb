using System.Net;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>
/// A port of this machine's loopback that leads through a host to an address as that host sees it (RFC 4254, section
/// 7.2: direct-tcpip). It belongs to one connection: others who find the port are turned away.
/// </summary>
internal sealed class SshTunnel : ISshWay
{
    // The library's list of forwarded ports is not made for several threads.
    private static readonly ConditionalWeakTable<SshClient, object> Gates = [];

    private readonly SshClient client;
    private readonly ForwardedPortLocal forwarded;

    private SshTunnel(SshClient client, ForwardedPortLocal forwarded, string through) =>
        (this.client, this.forwarded, Blame) = (client, forwarded,
            $"{through} lets us in, and the way from there to {forwarded.Host} port {forwarded.Port} was closed without a word: " +
            "nothing listens there, or sshd on the host in between forbids it (AllowTcpForwarding, PermitOpen, " +
            "DisableForwarding)");

    public string Blame { get; }

    public string Address => forwarded.BoundHost;

    public int Port => (int)forwarded.BoundPort;

    /// <param name="own">The port from which we shall connect to it; null: the first that connects.</param>
    public static async Task<SshTunnel> OpenAsync(
        SshConnection connection, string address, int port, int? own, CancellationToken cancellation)
    {
        var client = await connection.ClientAsync(cancellation);
        var forwarded = new ForwardedPortLocal(IPAddress.Loopback.ToString(), 0, address, (uint)port);
        var requests = 0;
        forwarded.RequestReceived += (_, request) =>
        {
            // What is thrown here closes the connection that asked.
            if (own is null ? Interlocked.Increment(ref requests) > 1 : request.OriginatorPort != own)
            {
                throw new SshException($"Port {request.OriginatorPort} is not ours");
            }
        };
        try
        {
            lock (Gates.GetOrCreateValue(client))
            {
                client.AddForwardedPort(forwarded);
            }

            forwarded.Start();
            connection.CountChannel();
            return new(client, forwarded, connection.Target.Name);
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            throw connection.Failure($"connect to {address} port {port}", client, e);
        }
    }

    public async ValueTask DisposeAsync() => await BestEffort.DisposeAsync(new Ended(client, forwarded));

    private sealed record Ended(SshClient Client, ForwardedPortLocal Forwarded) : IDisposable
    {
        public void Dispose()
        {
            lock (Gates.GetOrCreateValue(Client))
            {
                Client.RemoveForwardedPort(Forwarded);
            }

            Forwarded.Dispose();
        }
    }
}
