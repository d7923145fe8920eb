using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

public sealed class CancelTests
{
    [Test]
    public async Task A_cancelled_call_leaves_with_the_callers_token_and_its_late_reply_harms_nobody()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        using var cancelling = new CancellationTokenSource();

        var cancelled = client.CreateAsync("/a", cancellationToken: cancelling.Token);
        var next = client.CreateAsync("/b");
        var first = await connection.ReadAsync();
        await cancelling.CancelAsync();

        var left = (await Assert.CatchAsync<OperationCanceledException>(() => cancelled))!;
        Assert.That(left.CancellationToken, Is.EqualTo(cancelling.Token));
        await connection.ReplyAsync(first, Replies.Path("/a"));
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Path("/b"));
        Assert.That(await next, Is.EqualTo("/b"));
        connection.Close();
    }

    [Test]
    public async Task A_call_cancelled_before_it_is_sent_is_never_sent()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        using var cancelling = new CancellationTokenSource();
        connection.Close();
        await Wait.ForAsync(client, SessionState.Connecting);

        var cancelled = client.CreateAsync("/a", cancellationToken: cancelling.Token);
        var kept = client.CreateAsync("/b");
        await cancelling.CancelAsync();
        Assert.That(() => cancelled, Throws.InstanceOf<OperationCanceledException>());
        connection = await server.AcceptAsync();
        await connection.GrantAsync();

        var request = await connection.ReadAsync(OpCode.Create);
        Assert.That(request.Path, Is.EqualTo("/b"));
        await connection.ReplyAsync(request, Replies.Path("/b"));
        await kept;
        connection.Close();
    }

    [Test]
    public async Task A_connect_that_is_cancelled_leaves_with_the_callers_token()
    {
        await using var server = new FakeServer();
        using var cancelling = new CancellationTokenSource();

        var connecting = ZooKeeperClient.ConnectAsync(server.Options, cancelling.Token);
        var connection = await server.AcceptAsync();
        await cancelling.CancelAsync();

        var left = (await Assert.CatchAsync<OperationCanceledException>(() => connecting))!;
        Assert.That(left.CancellationToken, Is.EqualTo(cancelling.Token));
        await connection.ClosedByClientAsync();
    }
}
