using System.Net;
using System.Net.Sockets;
using Remote;

namespace Unit.Remote;

public sealed class LocalConnectTests
{
    private static readonly LocalHost Host = new();

    [Test]
    public async Task A_connection_carries_bytes_both_ways()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        await using var stream = await Host.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        using var peer = await listener.AcceptTcpClientAsync();
        await stream.WriteAsync("ping"u8.ToArray());
        var got = new byte[4];
        await peer.GetStream().ReadExactlyAsync(got);
        await peer.GetStream().WriteAsync(got);
        await stream.ReadExactlyAsync(got);

        Assert.That(got, Is.EqualTo("ping"u8.ToArray()));
    }

    [Test]
    public void A_refused_connection_names_address_and_port()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Assert.That(() => Host.ConnectAsync("127.0.0.1", port),
            Throws.InstanceOf<HostException>().With.Message.Contains($"127.0.0.1 port {port}"));
    }
}
