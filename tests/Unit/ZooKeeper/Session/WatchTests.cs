using System.Collections.Concurrent;
using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

public sealed class WatchTests
{
    [Test]
    public async Task A_watch_fires_once_and_a_throwing_callback_harms_nobody()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        BlockingCollection<WatchEvent> fired = [];
        await Answer(connection, client.GetDataAsync("/a", fired.Add), Replies.Data(""));
        await Answer(connection, client.GetDataAsync("/a", _ => throw new InvalidOperationException()), Replies.Data(""));
        await Answer(connection, client.GetDataAsync("/b", fired.Add), Replies.Data(""));

        await connection.NotifyAsync(WatchEventType.NodeDataChanged, "/a");
        await connection.NotifyAsync(WatchEventType.NodeDataChanged, "/a");
        await connection.NotifyAsync(WatchEventType.NodeDeleted, "/b");

        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeDataChanged, "/a")));
        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeDeleted, "/b")));
        connection.Close();
    }

    [Test]
    public async Task Events_end_the_watches_that_ZooKeeper_says_they_end()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        BlockingCollection<(string Watch, WatchEventType Type)> fired = [];
        Action<WatchEvent> As(string name) => happened => fired.Add((name, happened.Type));
        await Answer(connection, client.GetDataAsync("/a", As("data")), Replies.Data(""));
        await Answer(connection, client.ExistsAsync("/a", As("exists")), Replies.WriteStat);
        await Answer(connection, client.GetChildrenAsync("/a", As("children")), Children);

        await connection.NotifyAsync(WatchEventType.NodeDataChanged, "/a");
        var changed = new[] { Take(fired), Take(fired) };
        await connection.NotifyAsync(WatchEventType.NodeDeleted, "/a");
        var deleted = Take(fired);

        Assert.That(changed, Is.EquivalentTo(new[]
        {
            ("data", WatchEventType.NodeDataChanged), ("exists", WatchEventType.NodeDataChanged),
        }));
        Assert.That(deleted, Is.EqualTo(("children", WatchEventType.NodeDeleted)));
        connection.Close();
    }

    [Test]
    public async Task Watches_are_set_again_on_the_next_connection_relative_to_what_was_seen()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        BlockingCollection<WatchEvent> fired = [];
        await Answer(connection, client.GetDataAsync("/data", fired.Add), Replies.Data(""));
        await Answer(connection, client.ExistsAsync("/there", fired.Add), Replies.WriteStat);
        await Answer(connection, client.ExistsAsync("/absent", fired.Add), null, ErrorCode.NoNode);
        await Answer(connection, client.GetChildrenAsync("/parent", fired.Add), Children);
        Assert.That(
            () => Answer(connection, client.GetDataAsync("/none", fired.Add), null, ErrorCode.NoNode),
            Throws.TypeOf<NoNodeException>());

        connection.Close();
        connection = await server.AcceptAsync();
        await connection.GrantAsync();
        var (zxid, data, exist, child) = Lists(await connection.ReadAsync(OpCode.SetWatches));
        await connection.NotifyAsync(WatchEventType.NodeCreated, "/absent");

        Assert.That(zxid, Is.EqualTo(0x700000001));
        Assert.That(data, Is.EquivalentTo(new[] { "/data", "/there" }));
        Assert.That(exist, Is.EqualTo(new[] { "/absent" }));
        Assert.That(child, Is.EqualTo(new[] { "/parent" }));
        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeCreated, "/absent")));
        connection.Close();
    }

    [Test]
    public async Task Many_watches_are_set_again_in_messages_that_a_server_takes()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        var paths = Enumerable.Range(0, 3000).Select(i => $"/{new string('x', 100)}{i}").ToArray();
        var calls = paths.Select(path => client.ExistsAsync(path, _ => { })).ToArray();
        foreach (var call in calls)
        {
            await Answer(connection, call, null, ErrorCode.NoNode);
        }

        connection.Close();
        connection = await server.AcceptAsync();
        await connection.GrantAsync();
        List<string> again = [];
        var messages = 0;
        for (; again.Count < paths.Length; messages++)
        {
            var request = await connection.ReadAsync(OpCode.SetWatches);
            Assert.That(request.Body, Has.Length.LessThan(140_000));
            again.AddRange(Lists(request).Exist);
        }

        Assert.That(again, Is.EquivalentTo(paths));
        Assert.That(messages, Is.EqualTo(3));
        connection.Close();
    }

    private static void Children(JuteWriter writer)
    {
        writer.Strings([]);
        Replies.WriteStat(writer);
    }

    private static T Take<T>(BlockingCollection<T> fired) =>
        fired.TryTake(out var item, FakeServer.Patience) ? item : throw new TimeoutException("No watch has fired");

    private static async Task Answer(
        FakeConnection connection, Task call, Action<JuteWriter>? body, ErrorCode error = ErrorCode.Ok)
    {
        await connection.ReplyAsync(await connection.ReadAsync(), body, 0x700000001, error);
        await call.WaitAsync(FakeServer.Patience);
    }

    private static (long Zxid, IReadOnlyList<string> Data, IReadOnlyList<string> Exist, IReadOnlyList<string> Child) Lists(
        FakeRequest request)
    {
        Assert.That(request.Xid, Is.EqualTo(Xid.SetWatches));
        var reader = new JuteReader(request.Body);
        var lists = (reader.Long(), reader.Strings(), reader.Strings(), reader.Strings());
        reader.End();
        return lists;
    }
}
