using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

public sealed class EndTests
{
    [Test]
    public async Task An_expired_session_fails_what_waits_and_what_comes_and_tells_its_watches()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        var told = new TaskCompletionSource<WatchEvent>();
        var watched = client.ExistsAsync("/w", told.SetResult);
        await connection.ReplyAsync(await connection.ReadAsync(), error: ErrorCode.NoNode);
        await watched;

        connection.Close();
        await Wait.ForAsync(client, SessionState.Connecting);
        var waiting = client.SyncAsync();
        await (await server.AcceptAsync()).ExpireAsync();

        await Assert.ThrowsAsync<SessionExpiredException>(() => waiting);
        await Assert.ThrowsAsync<SessionExpiredException>(() => client.DeleteAsync("/a"));
        Assert.That(client.State, Is.EqualTo(SessionState.Expired));
        Assert.That(
            await told.Task.WaitAsync(FakeServer.Patience),
            Is.EqualTo(new WatchEvent(WatchEventType.SessionEnded, "/w")));
    }

    [Test]
    public async Task A_refused_credential_ends_the_session_and_no_message_holds_the_password()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var adding = client.AddDigestAsync("user", "hidden-word");
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Auth), error: ErrorCode.AuthFailed);

        var failure = (await Assert.ThrowsAsync<AuthFailedException>(() => adding))!;
        await Wait.ForAsync(client, SessionState.AuthenticationFailed);
        await Assert.ThrowsAsync<AuthFailedException>(() => client.SyncAsync());
        Assert.That(failure.ToString(), Does.Not.Contain("hidden-word"));
        Assert.That(new DigestCredential("user", "hidden-word").ToString(), Does.Not.Contain("hidden-word"));
    }

    [Test]
    public async Task Disposal_ends_the_session_on_the_server_behind_the_calls_made_before()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync(
            server.Options with { CloseTimeout = FakeServer.Patience });

        var call = client.CreateAsync("/a");
        var disposing = client.DisposeAsync().AsTask();
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Create), Replies.Path("/a"));
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.CloseSession));

        await disposing.WaitAsync(FakeServer.Patience);
        Assert.That(await call, Is.EqualTo("/a"));
        Assert.That(client.State, Is.EqualTo(SessionState.Closed));
        Assert.That(() => client.SyncAsync(), Throws.InstanceOf<ObjectDisposedException>());
        await connection.ClosedByClientAsync();
    }

    [Test]
    public async Task Disposal_without_a_connection_ends_the_session_on_the_next_one()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync(
            server.Options with { CloseTimeout = FakeServer.Patience });

        connection.Close();
        var disposing = client.DisposeAsync().AsTask();
        connection = await server.AcceptAsync();
        await connection.GrantAsync();
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.CloseSession));

        await disposing.WaitAsync(FakeServer.Patience);
        Assert.That(connection.Opened.SessionId, Is.EqualTo(FakeConnection.SessionId));
    }

    [Test]
    public async Task Disposal_does_not_wait_longer_than_allowed_for_a_silent_server()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        var unanswered = client.SyncAsync();

        await client.DisposeAsync().AsTask().WaitAsync(FakeServer.Patience);

        Assert.That(() => unanswered, Throws.TypeOf<ConnectionLossException>());
        await connection.ClosedByClientAsync();
    }

    [Test]
    public async Task Disposal_within_a_callback_does_not_block()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        var done = new TaskCompletionSource();
        client.StateChanged += (state, _) =>
        {
            if (state == SessionState.Connecting)
            {
                client.DisposeAsync().AsTask().GetAwaiter().GetResult();
                done.SetResult();
            }
        };

        connection.Close();

        await done.Task.WaitAsync(FakeServer.Patience);
        await client.DisposeAsync();
    }
}
