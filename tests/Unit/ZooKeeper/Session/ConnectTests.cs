using ZooKeeper;
using ZooKeeper.Client;

namespace Unit.ZooKeeper.Session;

public sealed class ConnectTests
{
    [Test]
    public async Task A_new_session_is_asked_for_with_the_options_timeout_and_has_what_the_server_grants()
    {
        await using var server = new FakeServer();
        var options = server.Options with { SessionTimeout = TimeSpan.FromSeconds(7) };
        var (client, connection) = await server.ConnectAsync(options, timeout: 4000);
        await using var _ = client;

        Assert.That((connection.Opened.SessionId, connection.Opened.TimeoutMilliseconds), Is.EqualTo((0, 7000)));
        Assert.That(client.SessionId, Is.EqualTo(FakeConnection.SessionId));
        Assert.That(client.NegotiatedTimeout, Is.EqualTo(TimeSpan.FromSeconds(4)));
        Assert.That((client.State, client.Server), Is.EqualTo((SessionState.Connected, server.Address)));
        connection.Close();
    }

    [Test]
    public async Task No_server_at_all_is_an_error_with_every_servers_reason()
    {
        await using var silent = new FakeServer();
        await using var closing = new FakeServer();
        HostPort nobody;
        await using (var gone = new FakeServer())
        {
            nobody = gone.Address;
        }

        var connecting = ZooKeeperClient.ConnectAsync(new ZooKeeperOptions
        {
            Servers = [closing.Address, silent.Address, nobody],
            Shuffle = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
            EstablishTimeout = TimeSpan.FromSeconds(2),
        });
        try
        {
            (await closing.AcceptAsync()).Close();
        }
        catch (EndOfStreamException)
        {
            // On a busy machine the client has given this server up before.
        }

        var failure = (await Assert.ThrowsAsync<ConnectFailedException>(() => connecting))!;
        Assert.That(failure.Attempts.Select(attempt => attempt.Server), Is.EqualTo(
            new[] { closing.Address, silent.Address, nobody }));
        Assert.That(failure.Attempts[1].Reason, Does.Contain("connected, but no answer within 0.2 s"));
        Assert.That(failure.Attempts[2].Reason, Does.Contain("refused"));
        Assert.That(failure.Message, Does.Contain(nobody.ToString()).And.Contain("no session within 2 s"));
    }

    [Test]
    public async Task A_server_that_hangs_up_is_said_not_to_serve()
    {
        await using var server = new FakeServer();
        using var giveUp = new CancellationTokenSource();
        var connecting = ZooKeeperClient.ConnectAsync(
            server.Options with { EstablishTimeout = TimeSpan.FromSeconds(1) });
        _ = HangUpAsync();

        var failure = (await Assert.ThrowsAsync<ConnectFailedException>(() => connecting))!;

        await giveUp.CancelAsync();
        Assert.That(failure.Message, Does.Contain("does not serve"));

        async Task HangUpAsync()
        {
            while (!giveUp.IsCancellationRequested)
            {
                (await server.AcceptAsync()).Close();
            }
        }
    }

    [Test]
    public async Task The_stream_comes_from_the_callers_connector_and_is_closed()
    {
        await using var server = new FakeServer();
        HostPort? asked = null;
        var options = server.Options with
        {
            Servers = [new HostPort("behind.a.tunnel", 2181)],
            CloseTimeout = FakeServer.Patience,
            Connector = async (address, ct) =>
            {
                asked = address;
                var tcp = new System.Net.Sockets.TcpClient();
                await tcp.ConnectAsync(server.Address.Host, server.Address.Port, ct);
                return tcp.GetStream();
            },
        };

        var (client, connection) = await server.ConnectAsync(options);

        Assert.That(asked, Is.EqualTo(new HostPort("behind.a.tunnel", 2181)));
        var disposing = client.DisposeAsync();
        await connection.ReplyAsync(await connection.ReadAsync());
        await disposing;
        await connection.ClosedByClientAsync();
    }

    [Test]
    public void A_connector_that_hears_nothing_does_not_hold_the_caller() =>
        Assert.That(
            () => ZooKeeperClient.ConnectAsync(new ZooKeeperOptions
            {
                Servers = [new HostPort("h", 1)],
                ConnectTimeout = TimeSpan.FromMilliseconds(50),
                EstablishTimeout = TimeSpan.FromMilliseconds(300),
                Connector = (_, _) => new TaskCompletionSource<Stream>().Task,
            }),
            Throws.TypeOf<ConnectFailedException>().With.Message.Contains("no connection within 0.05 s"));

    [Test]
    public void Options_without_servers_or_with_times_that_are_none_are_refused()
    {
        var options = new ZooKeeperOptions { Servers = [new HostPort("h", 1)] };

        Assert.That(
            () => ZooKeeperClient.ConnectAsync(options with { Servers = [] }),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("at least one server"));
        Assert.That(
            () => ZooKeeperClient.ConnectAsync(options with { SessionTimeout = TimeSpan.Zero }),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("SessionTimeout"));
    }
}
