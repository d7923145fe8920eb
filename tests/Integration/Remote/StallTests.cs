using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>Hosts that stop in the middle of something are not waited for without end.</summary>
[Parallelizable]
[Category("Long")]
public sealed class StallTests
{
    [Test]
    public async Task An_upload_that_stalls_ends_with_the_host_and_the_rate()
    {
        await using var sshd = await RealSshd.StartAsync();
        using var network = new StallingNetwork(sshd.Port, most: 3_000_000);
        var known = Path.Combine(TestFolder.Create(), "known_hosts");
        await File.WriteAllTextAsync(known, $"[127.0.0.1]:{network.Port} {sshd.PublicHostKey("ed25519")}\n");
        var target = sshd.Target with
        {
            Port = network.Port, KnownHosts = [known], ConnectTimeout = TimeSpan.FromSeconds(1),
        };
        await using var host = await SshHost.ConnectAsync(target);
        var folder = TestFolder.Create();
        var (source, copy) = (Path.Combine(folder, "archive"), Path.Combine(folder, "there", "archive"));
        await File.WriteAllBytesAsync(source, new byte[20_000_000]);
        var began = Stopwatch.StartNew();

        Assert.That(
            () => host.SendAsync(source, copy),
            Throws.InstanceOf<HostException>().With.Message.Contains("stopped taking " + source)
                .And.Message.Contains("of 20000000 bytes").And.Message.Contains("MiB/s"));
        Assert.That(began.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(File.Exists(copy), Is.False);
    }

    [Test]
    public async Task A_login_that_never_ends_is_told_as_what_it_is()
    {
        await using var sshd = await RealSshd.StartAsync("ForceCommand sleep 60");
        var target = sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        await using var host = await SshHost.ConnectAsync(target);
        var began = Stopwatch.StartNew();

        Assert.That(
            () => host.RunAsync(Script.Of("true")),
            Throws.InstanceOf<HostException>().With.Message.Contains("has started nothing within 2 s")
                .And.Message.Contains("ForceCommand"));
        Assert.That(began.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
    }

    [Test]
    public async Task A_script_that_takes_long_without_a_word_is_none_of_them()
    {
        await using var sshd = await RealSshd.StartAsync();
        var target = sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        await using var host = await SshHost.ConnectAsync(target);

        Assert.That((await host.RunAsync(Script.Of("sleep 3; echo done"))).Output, Is.EqualTo("done\n"));
    }

    /// <summary>Passes everything on, and so many bytes towards the server.</summary>
    private sealed class StallingNetwork : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> sockets = [];
        private readonly int target;
        private long left;

        public StallingNetwork(int target, long most)
        {
            (this.target, left) = (target, most);
            listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose()
        {
            listener.Dispose();
            sockets.ForEach(socket => socket.Dispose());
        }

        private async Task AcceptAsync()
        {
            var client = await listener.AcceptSocketAsync();
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.AddRange([client, server]);
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PassAsync(client, server, isBounded: true), PassAsync(server, client, isBounded: false));
        }

        private async Task PassAsync(Socket from, Socket to, bool isBounded)
        {
            var buffer = new byte[16 * 1024];
            while (!isBounded || left > 0)
            {
                var count = await from.ReceiveAsync(buffer);
                if (count == 0)
                {
                    return;
                }

                left -= isBounded ? count : 0;
                await to.SendAsync(buffer.AsMemory(0, count));
            }

            await Task.Delay(Timeout.Infinite);
        }
    }
}
