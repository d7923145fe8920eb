using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

public sealed class ReconnectTests
{
    [Test]
    public async Task What_was_sent_fails_and_what_was_not_waits_for_the_next_connection()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var sent = client.CreateAsync("/sent");
        await connection.ReadAsync(OpCode.Create);
        connection.Close();
        var loss = (await Assert.ThrowsAsync<ConnectionLossException>(() => sent))!;
        var waiting = client.CreateAsync("/waiting");
        connection = await server.AcceptAsync();
        await connection.GrantAsync();
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Create), Replies.Path("/waiting"));

        Assert.That(await waiting, Is.EqualTo("/waiting"));
        Assert.That(loss.Message, Does.Contain("create /sent").And.Contain("unknown").And.Contain("closed"));
        Assert.That(loss.Server, Is.EqualTo(server.Address));
        connection.Close();
    }

    [Test]
    public async Task The_session_moves_to_the_next_server_with_its_id_password_and_newest_transaction()
    {
        await using var first = new FakeServer();
        await using var second = new FakeServer();
        var (client, connection) = await first.ConnectAsync(FakeServer.OptionsFor(first, second));
        await using var _ = client;
        List<(SessionState, HostPort?)> changes = [];
        var call = client.SyncAsync();
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Path("/"), zxid: 0x500000007);
        await call;
        client.StateChanged += (state, server) =>
        {
            lock (changes)
            {
                changes.Add((state, server));
            }
        };

        connection.Close();
        var next = await second.AcceptAsync();
        Assert.That(client.Server, Is.Null);
        await next.GrantAsync();
        await Wait.ForAsync(client, SessionState.Connected);

        Assert.That(next.Opened.LastZxidSeen, Is.EqualTo(0x500000007));
        Assert.That(next.Opened.SessionId, Is.EqualTo(FakeConnection.SessionId));
        Assert.That(next.Opened.Password, Is.EqualTo(FakeConnection.Password));
        Assert.That(client.Server, Is.EqualTo(second.Address));

        // That it was connected at first may be told only now.
        (SessionState, HostPort?)[] Told()
        {
            lock (changes)
            {
                return [.. changes.SkipWhile(change => change.Item1 == SessionState.Connected)];
            }
        }

        await Lab.Poll.UntilAsync(() => Told().Length == 2, "Two changes are to be told");
        Assert.That(Told(), Is.EqualTo(new[]
        {
            (SessionState.Connecting, first.Address), (SessionState.Connected, second.Address),
        }));
        next.Close();
    }

    [Test]
    public async Task A_server_that_knows_less_closes_and_the_next_one_is_asked()
    {
        await using var first = new FakeServer();
        await using var second = new FakeServer();
        var (client, connection) = await first.ConnectAsync(FakeServer.OptionsFor(first, second));
        await using var _ = client;

        connection.Close();
        (await second.AcceptAsync()).Close();
        connection = await first.AcceptAsync();
        await connection.GrantAsync();
        var call = client.SyncAsync();
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Path("/"));
        await call;

        Assert.That(client.Server, Is.EqualTo(first.Address));
        connection.Close();
    }

    [Test]
    public async Task A_server_that_takes_the_connection_and_never_answers_does_not_hold_the_session()
    {
        await using var first = new FakeServer();
        await using var second = new FakeServer();
        var options = FakeServer.OptionsFor(first, second) with
        {
            ReconnectTimeout = TimeSpan.FromMilliseconds(50),
        };
        var (client, connection) = await first.ConnectAsync(options);
        await using var _ = client;

        connection.Close();
        var silent = await second.AcceptAsync();
        var granting = GrantAlwaysAsync(first);
        await Wait.ForAsync(client, SessionState.Connected);

        Assert.That(client.Server, Is.EqualTo(first.Address));
        Assert.That(granting.IsFaulted, Is.False);
        await silent.ClosedByClientAsync();
    }

    [Test]
    public async Task A_server_that_falls_silent_is_left()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync(server.Options, timeout: 300);
        await using var _ = client;
        var call = client.SyncAsync();

        await connection.ClosedByClientAsync();

        var loss = (await Assert.ThrowsAsync<ConnectionLossException>(() => call))!;
        Assert.That(loss.Message, Does.Contain("nothing heard"));
        Assert.That(loss.InnerException, Is.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task Pings_keep_a_session_without_calls_alive()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync(server.Options, timeout: 3000);
        await using var _ = client;

        for (var i = 0; i < 2; i++)
        {
            var ping = await connection.ReadAnyAsync();
            Assert.That((ping.Op, ping.Xid), Is.EqualTo((OpCode.Ping, Xid.Ping)));
            await connection.ReplyAsync(ping, zxid: 0x900000000);
        }

        Assert.That(client.State, Is.EqualTo(SessionState.Connected));
        // As in the Java client a ping does not count: a server that lags behind it must not refuse the session.
        Assert.That(client.LastZxid, Is.Zero);
        connection.Close();
    }

    [Test]
    public async Task Credentials_open_every_connection_and_one_added_is_told_once_the_server_has_it()
    {
        await using var server = new FakeServer();
        var options = server.Options with { Credentials = [new("first", "secret-1")] };
        var (client, connection) = await server.ConnectAsync(options);
        await using var _ = client;
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Auth));

        var adding = client.AddDigestAsync("second", "secret-2");
        Assert.That((await connection.ReadAsync(OpCode.Auth)).Xid, Is.EqualTo(Xid.Auth));
        connection.Close();
        connection = await server.AcceptAsync();
        await connection.GrantAsync();

        foreach (var text in new[] { "first:secret-1", "second:secret-2", "second:secret-2" })
        {
            var request = await connection.ReadAsync(OpCode.Auth);
            Assert.That(System.Text.Encoding.UTF8.GetString(request.Body), Does.EndWith(text));
            await connection.ReplyAsync(request);
        }

        await adding;
        connection.Close();
    }

    /// <summary>Until an attempt waits for the answer: the first ones may be over when it comes.</summary>
    private static async Task GrantAlwaysAsync(FakeServer server)
    {
        while (true)
        {
            try
            {
                await (await server.AcceptAsync()).GrantAsync();
            }
            catch (IOException)
            {
                // Given up by the client.
            }
        }
    }
}
