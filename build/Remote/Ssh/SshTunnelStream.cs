using System.Net;
using System.Net.Sockets;

namespace Remote.Ssh;

/// <summary>
/// A TCP connection of a host, through its SSH connection. A refusal only shows when it is read from: an end before the
/// first byte is an <see cref="IOException"/> that names the address.
/// </summary>
internal sealed class SshTunnelStream : NetworkStream
{
    private readonly SshTunnel tunnel;
    private readonly string where;
    private bool heard;

    private SshTunnelStream(Socket socket, SshTunnel tunnel, string where) : base(socket, ownsSocket: true) =>
        (this.tunnel, this.where) = (tunnel, where);

    public static async Task<SshTunnelStream> OpenAsync(
        SshConnection connection, string address, int port, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SshTunnel? tunnel = null;
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var own = ((IPEndPoint)socket.LocalEndPoint!).Port;
            tunnel = await SshTunnel.OpenAsync(connection, address, port, own, cancellation);
            await socket.ConnectAsync(IPAddress.Parse(tunnel.Address), tunnel.Port, cancellation);
            return new(socket, tunnel, $"{address} port {port}, through {connection.Target.Name},");
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (tunnel is not null)
            {
                await tunnel.DisposeAsync();
            }

            throw e is SocketException
                ? new HostException($"{connection.Target.Name} cannot connect to {address} port {port}: {e.Message}", e)
                : e;
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Heard(await base.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => Heard(base.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _ = tunnel.DisposeAsync().AsTask();
        }
    }

    private int Heard(int count, int wanted)
    {
        heard |= count > 0;
        return heard || wanted == 0
            ? count
            : throw new IOException(
                $"{where} was closed without a word: nothing listens there, or sshd forbids it (AllowTcpForwarding)");
    }
}
