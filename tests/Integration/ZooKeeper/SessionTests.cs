using System.Collections.Concurrent;
using System.Diagnostics;
using Lab;
using ZooKeeper.Client;

namespace Integration.ZooKeeper;

/// <summary>Sessions through the stops, deaths and freezes of real servers.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SessionTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_session_survives_the_restart_of_its_only_server(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version);
        await using var client = await Clients.ConnectAsync(ensemble.Servers);
        await using var other = await Clients.ConnectAsync(ensemble.Servers);
        var session = client.SessionId;
        await client.AddDigestAsync("anna", "secret");
        await client.CreateAsync("/locked", "mine"u8.ToArray(), acl: Acl.CreatorOnly);
        await client.CreateAsync("/brief", default, CreateMode.Ephemeral);
        BlockingCollection<WatchEvent> fired = [];
        await client.GetDataAsync("/locked", fired.Add);
        await client.ExistsAsync("/later", fired.Add);

        await ensemble.Servers[0].StopAsync();
        await client.UntilAsync(SessionState.Connecting);
        var waiting = client.CreateAsync("/later", default, CreateMode.Ephemeral);
        await ensemble.Servers[0].StartAsync();

        Assert.That(await waiting.WaitAsync(Clients.Patience), Is.EqualTo("/later"));
        Assert.That(client.SessionId, Is.EqualTo(session));
        Assert.That((await client.GetDataAsync("/locked")).Text, Is.EqualTo("mine"));
        Assert.That((await other.ExistsAsync("/brief"))!.EphemeralOwner, Is.EqualTo(session));
        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeCreated, "/later")));
        await client.SetDataAsync("/locked", default);
        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeDataChanged, "/locked")));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_session_moves_when_its_server_dies_and_its_watches_go_along(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        var leader = await LeaderAsync(ensemble);
        var followers = ensemble.Servers.Where(server => server != leader).ToArray();
        await using var client = await Clients.ConnectAsync(followers);
        await using var writer = await Clients.ConnectAsync(leader);
        var session = client.SessionId;
        BlockingCollection<WatchEvent> fired = [];
        await client.CreateAsync("/a", default, CreateMode.Ephemeral);
        await client.GetChildrenAsync("/", fired.Add);

        var sent = Stopwatch.StartNew();
        await followers[0].KillAsync();
        await Clients.InsistAsync(() => client.ExistsAsync("/a"));
        TestContext.Out.WriteLine($"{version}: answer {sent.ElapsedMilliseconds} ms after a follower's kill");
        await writer.CreateAsync("/made-elsewhere");

        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeChildrenChanged, "/")));
        Assert.That((client.SessionId, client.Server), Is.EqualTo((session, followers[1].Address())));
        Assert.That((await writer.ExistsAsync("/a"))!.EphemeralOwner, Is.EqualTo(session));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_session_survives_the_death_of_the_leader(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        var leader = await LeaderAsync(ensemble);
        await using var client = await Clients.ConnectAsync(
            [leader, .. ensemble.Servers.Where(server => server != leader)]);
        var session = client.SessionId;
        await client.CreateAsync("/a");

        var since = Stopwatch.StartNew();
        await leader.KillAsync();
        await Clients.InsistAsync(() => client.SetDataAsync("/a", default));

        TestContext.Out.WriteLine($"{version}: write {since.ElapsedMilliseconds} ms after the leader's kill");
        Assert.That(client.SessionId, Is.EqualTo(session));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Ephemeral_nodes_vanish_with_their_session(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        await using var witness = await Clients.ConnectAsync(ensemble.Servers[0]);
        var closed = await Clients.ConnectAsync(ensemble.Servers[1]);
        await closed.CreateAsync("/closed", default, CreateMode.Ephemeral);
        await closed.DisposeAsync();
        await witness.SyncAsync();
        Assert.That(await witness.ExistsAsync("/closed"), Is.Null);

        await using var expiring = await ZooKeeperClient.ConnectAsync(
            Clients.Options(ensemble.Servers[2]) with { SessionTimeout = TimeSpan.FromSeconds(2) });
        await expiring.CreateAsync("/expiring", default, CreateMode.Ephemeral);
        BlockingCollection<WatchEvent> fired = [];
        await witness.SyncAsync();
        await witness.ExistsAsync("/expiring", fired.Add);
        await ensemble.Servers[2].KillAsync();

        Assert.That(Take(fired), Is.EqualTo(new WatchEvent(WatchEventType.NodeDeleted, "/expiring")));
        await ensemble.Servers[2].StartAsync();
        await expiring.UntilAsync(SessionState.Expired);
        Assert.That(() => expiring.SyncAsync(), Throws.TypeOf<SessionExpiredException>());
    }

    [Test]
    public async Task A_frozen_server_is_left_for_another()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, servers: 3);
        var leader = await LeaderAsync(ensemble);
        var followers = ensemble.Servers.Where(server => server != leader).ToArray();
        await using var client = await ZooKeeperClient.ConnectAsync(
            Clients.Options(followers) with { SessionTimeout = TimeSpan.FromSeconds(3) });
        var session = client.SessionId;

        followers[0].Freeze();
        await Clients.InsistAsync(() => client.ExistsAsync("/"));

        Assert.That((client.SessionId, client.Server), Is.EqualTo((session, followers[1].Address())));
        followers[0].Thaw();
    }

    [Test]
    public async Task A_server_that_missed_what_the_session_has_seen_refuses_it()
    {
        await using var informed = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest);
        await using var ignorant = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest);
        await using var client = await ZooKeeperClient.ConnectAsync(
            Clients.Options(informed.Servers.Concat(ignorant.Servers)));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.CreateAsync($"/n{i}")));

        await informed.Servers[0].StopAsync();
        await client.UntilAsync(SessionState.Connecting);
        var waiting = client.ExistsAsync("/n49");
        await informed.Servers[0].StartAsync();

        Assert.That(await waiting.WaitAsync(Clients.Patience), Is.Not.Null);
        Assert.That(client.Server, Is.EqualTo(informed.Servers[0].Address()));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Five_thousand_writes_go_out_together(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        await using var client = await Clients.ConnectAsync(ensemble.Servers);
        await client.CreateAsync("/w");
        var data = new byte[100];

        var watch = Stopwatch.StartNew();
        var made = await Task.WhenAll(
            Enumerable.Range(0, 5000).Select(i => client.CreateAsync($"/w/{i:D4}", data)));
        var elapsed = watch.Elapsed;

        TestContext.Out.WriteLine($"{version}: {5000 / elapsed.TotalSeconds:0} creates/s on three servers");
        Assert.That(made, Is.EqualTo(Enumerable.Range(0, 5000).Select(i => $"/w/{i:D4}")));
        Assert.That((await client.GetChildrenAsync("/w")).Names, Has.Length.EqualTo(5000));
    }

    private static async Task<RealServer> LeaderAsync(RealEnsemble ensemble) =>
        await Poll.UntilAsync(() => ensemble.LeaderAsync(), () => "There is no leader");

    private static WatchEvent Take(BlockingCollection<WatchEvent> fired) =>
        fired.TryTake(out var happened, Clients.Patience) ? happened : throw new TimeoutException("No watch has fired");
}
