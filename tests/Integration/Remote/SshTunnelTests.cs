using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

[Parallelizable]
public sealed class SshTunnelTests
{
    private RealSshd sshd = null!;
    private SshHost host = null!;
    private TcpListener server = null!;

    private int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    [SetUp]
    public async Task StartAsync()
    {
        server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        (sshd, host) = await SshdFixture.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        server.Dispose();
        await SshdFixture.StopAsync(host, sshd);
    }

    [Test]
    public async Task Bytes_go_both_ways_until_either_side_closes()
    {
        var stream = await host.ConnectAsync("127.0.0.1", Port);
        using var peer = await server.AcceptTcpClientAsync();
        await stream.WriteAsync("ping"u8.ToArray());
        var got = new byte[4];
        await peer.GetStream().ReadExactlyAsync(got);
        await peer.GetStream().WriteAsync(got);
        await stream.ReadExactlyAsync(got);
        Assert.That(got, Is.EqualTo("ping"u8.ToArray()));

        await stream.DisposeAsync();

        Assert.That(await peer.GetStream().ReadAsync(got), Is.Zero);
        Assert.That(host.RoundTrips, Is.EqualTo(1));
    }

    [Test]
    public async Task The_end_of_the_other_side_is_the_end_of_the_stream()
    {
        await using var stream = await host.ConnectAsync("127.0.0.1", Port);
        using (var peer = await server.AcceptTcpClientAsync())
        {
            await peer.GetStream().WriteAsync("bye"u8.ToArray());
        }

        using var reader = new StreamReader(stream);

        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("bye"));
    }

    [Test]
    public async Task A_refused_connection_names_address_and_port_when_it_is_read()
    {
        server.Stop();
        var port = Port;
        await using var stream = await host.ConnectAsync("127.0.0.1", port);

        Assert.That(
            async () => await stream.ReadAsync(new byte[1]),
            Throws.InstanceOf<IOException>().With.Message.Contains($"127.0.0.1 port {port}, through {host.Name}"));
    }

    [Test]
    public async Task Many_connections_at_once_share_one_of_ssh_and_leave_no_port_open()
    {
        var before = Listening();
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.ConnectAsync("127.0.0.1", Port)));
        var peers = new List<TcpClient>();
        foreach (var _ in streams)
        {
            peers.Add(await server.AcceptTcpClientAsync());
        }

        await Task.WhenAll(peers.Select((peer, i) => peer.GetStream().WriteAsync(new[] { (byte)i }).AsTask()));
        var got = await Task.WhenAll(streams.Select(async stream =>
        {
            var one = new byte[1];
            await stream.ReadExactlyAsync(one);
            return one[0];
        }));

        Assert.That(got, Is.EquivalentTo(Enumerable.Range(0, 20)));
        Assert.That((await host.RunAsync(Script.Of("echo between"))).Output, Is.EqualTo("between\n"));
        Assert.That(host.Connections, Is.EqualTo(1));
        await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));
        peers.ForEach(peer => peer.Dispose());
        await Poll.UntilAsync(() => Listening() <= before, "Tunnels still listen");
    }

    [Test]
    public async Task Nobody_else_gets_through_a_tunnel()
    {
        await using var stream = await host.ConnectAsync("127.0.0.1", Port);
        using var peer = await server.AcceptTcpClientAsync();
        var port = ((IPEndPoint)((NetworkStream)stream).Socket.RemoteEndPoint!).Port;

        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, port);

        Assert.That(await stranger.GetStream().ReadAsync(new byte[1]), Is.Zero);
        Assert.That(server.Pending(), Is.False);
    }

    [Test]
    public async Task A_broken_connection_ends_the_stream()
    {
        await using var stream = await host.ConnectAsync("127.0.0.1", Port);
        using var peer = await server.AcceptTcpClientAsync();

        sshd.Cut();

        Assert.That(async () => await stream.ReadAsync(new byte[1]), Throws.InstanceOf<IOException>());
    }

    private static int Listening() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
        .Count(end => end.Address.Equals(IPAddress.Loopback) && IsOurs(end.Port));

    // Ports that the kernel chose; those of other tests' servers lie below.
    private static bool IsOurs(int port) => port > 32_000;
}
