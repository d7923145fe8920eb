using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

public sealed class CallTests
{
    [Test]
    public async Task Calls_are_sent_without_waiting_and_answered_in_order()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var calls = Enumerable.Range(0, 1000).Select(i => client.CreateAsync($"/n{i}")).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            var request = await connection.ReadAsync(OpCode.Create);
            Assert.That((request.Xid, request.Path), Is.EqualTo((i + 1, $"/n{i}")));
            await connection.ReplyAsync(request, Replies.Path(request.Path), zxid: 100 + i);
        }

        Assert.That(await Task.WhenAll(calls), Is.EqualTo(Enumerable.Range(0, 1000).Select(i => $"/n{i}")));
        Assert.That(client.LastZxid, Is.EqualTo(1099));
        connection.Close();
    }

    [TestCase(ErrorCode.NoNode, typeof(NoNodeException))]
    [TestCase(ErrorCode.NodeExists, typeof(NodeExistsException))]
    [TestCase(ErrorCode.BadVersion, typeof(BadVersionException))]
    [TestCase(ErrorCode.NotEmpty, typeof(NotEmptyException))]
    [TestCase(ErrorCode.NoAuth, typeof(NoAuthException))]
    [TestCase(ErrorCode.SessionMoved, typeof(SessionMovedException))]
    [TestCase(ErrorCode.ReconfigInProgress, typeof(ReconfigInProgressException))]
    [TestCase(ErrorCode.NewConfigNoQuorum, typeof(NewConfigNoQuorumException))]
    [TestCase(ErrorCode.ReconfigDisabled, typeof(ReconfigDisabledException))]
    [TestCase(ErrorCode.Unimplemented, typeof(UnimplementedException))]
    [TestCase(ErrorCode.ThrottledOperation, typeof(ZooKeeperException))]
    [TestCase((ErrorCode)(-4711), typeof(ZooKeeperException))]
    public async Task An_error_has_its_type_and_tells_what_where_and_why_and_the_session_goes_on(
        ErrorCode code, Type type)
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var call = client.SetDataAsync("/a/b", default);
        await connection.ReplyAsync(await connection.ReadAsync(), error: code);

        var error = (ZooKeeperException)(await Assert.ThrowsAsync(type, () => call))!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain("setData /a/b").And.Contain(server.Address.ToString())
            .And.Contain(((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var next = client.GetDataAsync("/c");
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.GetData), Replies.Data("fine"));
        Assert.That((await next).Text, Is.EqualTo("fine"));
        connection.Close();
    }

    [Test]
    public async Task Exists_answers_null_where_there_is_no_node()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var call = client.ExistsAsync("/a");
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Exists), error: ErrorCode.NoNode);

        Assert.That(await call, Is.Null);
        connection.Close();
    }

    [Test]
    public async Task A_failed_transaction_names_the_part_that_failed_by_itself()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var call = client.MultiAsync([new MultiOperation.Delete("/a"), new MultiOperation.Check("/b", 3)]);
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Multi), writer =>
        {
            foreach (var error in new[] { ErrorCode.RuntimeInconsistency, ErrorCode.BadVersion })
            {
                writer.Int(-1);
                writer.Bool(false);
                writer.Int((int)error);
                writer.Int((int)error);
            }

            writer.Int(-1);
            writer.Bool(true);
            writer.Int(-1);
        });

        var failure = (await Assert.ThrowsAsync<BadVersionException>(() => call))!;
        Assert.That((failure.Path, failure.Part), Is.EqualTo(("/b", 1)));
        Assert.That(failure.Message, Does.Contain("part 2 of 2"));
        connection.Close();
    }

    [TestCase("")]
    [TestCase("a")]
    [TestCase("/a/")]
    [TestCase("//")]
    [TestCase("/a//b")]
    [TestCase("/a/../b")]
    [TestCase("/\u0001")]
    public async Task A_path_that_ZooKeeper_does_not_take_is_never_sent(string path)
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        Assert.That(() => client.GetDataAsync(path), Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => client.MultiAsync([new MultiOperation.Delete(path)]), Throws.InstanceOf<ArgumentException>());
        connection.Close();
    }

    [Test]
    public async Task A_sequential_name_may_be_the_number_alone()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        var call = client.CreateAsync("/a/", mode: CreateMode.PersistentSequential);
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Path("/a/0000000000"));

        Assert.That(await call, Is.EqualTo("/a/0000000000"));
        connection.Close();
    }

    [Test]
    public async Task A_reply_of_several_megabytes_is_taken()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        var names = Enumerable.Range(0, 200_000).Select(i => $"a-name-of-some-length-{i}").ToArray();

        var call = client.GetChildrenAsync("/");
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.GetChildren2), writer =>
        {
            writer.Strings(names);
            Replies.WriteStat(writer);
        });

        Assert.That((await call).Names.SequenceEqual(names), Is.True);
        connection.Close();
    }
}
