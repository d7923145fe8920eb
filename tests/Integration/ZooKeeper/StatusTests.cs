using System.Collections.Immutable;
using Lab;
using ZooKeeper.Configuration;
using ZooKeeper.Status;
using Words = ZooKeeper.Status.FourLetterWord;

namespace Integration.ZooKeeper;

/// <summary>The four-letter words of real servers of every release.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StatusTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task The_words_of_an_ensemble_are_read(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        await using (var client = await Clients.ConnectAsync(ensemble.Servers))
        {
            // Digests are taken at every 128th transaction.
            await Task.WhenAll(Enumerable.Range(0, 400).Select(i => client.CreateAsync($"/n{i}")));
        }

        var all = await Task.WhenAll(
            ensemble.Servers.Select(server => ServerStatus.AskAsync(server.Address(), Deadline)));
        Assert.That(all.Select(status => status.Mode), Is.EquivalentTo(
            new[] { ServerMode.Leader, ServerMode.Follower, ServerMode.Follower }));
        Assert.That(all, Has.All.Property("Version").EqualTo(Version.Parse(version)));
        Assert.That(all.Select(status => status.Zxid.Epoch), Has.All.GreaterThan(0));
        Assert.That(all.Max(status => status.NodeCount), Is.GreaterThanOrEqualTo(404));

        var leader = ensemble.Servers[all.ToList().FindIndex(status => status.Mode == ServerMode.Leader)].Address();
        Assert.That(await Words.AskAsync(leader, "mntr", Deadline),
            Does.Match("(?m)^zk_server_state\tleader$").And.Match("(?m)^zk_synced_followers\t2([.]0)?$"));

        var conf = ConfText.Parse(await Words.AskAsync(leader, "conf", Deadline));
        Assert.That(conf.Settings["tickTime"], Is.EqualTo("500"));
        Assert.That(await Words.AskAsync(leader, "ruok", Deadline), Is.EqualTo("imok"));
        Assert.That(await Words.AskAsync(leader, "isro", Deadline), Is.EqualTo("rw"));
        if (version.StartsWith("3.4", StringComparison.Ordinal))
        {
            Assert.That(conf.Membership, Is.Null);
            Assert.That(
                () => Words.AskAsync(leader, "hash", Deadline), Throws.TypeOf<EmptyAnswerException>());
        }
        else
        {
            var lines = ensemble.Servers.Select(
                server => new ServerLine(server.Id, "127.0.0.1", server.QuorumPort, server.ElectionPort));
            Assert.That(conf.Membership!.SameMembership(EnsembleConfiguration.Of(lines)), Is.True);
            Assert.That(conf.Membership.Version, Is.Zero);
            await DigestsAgreeAsync(ensemble);
        }
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_server_without_a_quorum_is_not_serving_and_its_refusals_are_told_apart(string version)
    {
        await using var ensemble = await RealEnsemble.CreateAsync(
            version, servers: 3,
            new() { Settings = new Dictionary<string, string> { ["4lw.commands.whitelist"] = "ruok,mntr" }
                .ToImmutableDictionary() });
        await ensemble.Servers[0].LaunchAsync();
        var server = ensemble.Servers[0].Address();

        var status = await Poll.UntilAsync(
            async () => await AskOrNullAsync(server), () => "The server answers nothing", Clients.Patience);

        Assert.That(status, Is.EqualTo(new ServerStatus { Mode = ServerMode.NotServing }));
        Assert.That(() => Words.AskAsync(server, "mntr", Deadline), Throws.TypeOf<NotServingException>());
        Assert.That(() => Words.AskAsync(server, "conf", Deadline), Throws.TypeOf<WordRefusedException>());
        Assert.That(await Words.AskAsync(server, "ruok", Deadline), Is.EqualTo("imok"));
    }

    private static async Task<ServerStatus?> AskOrNullAsync(global::ZooKeeper.HostPort server)
    {
        try
        {
            return await ServerStatus.AskAsync(server, Deadline);
        }
        catch (FourLetterWordException)
        {
            return null;
        }
    }

    private static async Task DigestsAgreeAsync(RealEnsemble ensemble)
    {
        var digests = await Poll.UntilAsync(
            async () =>
            {
                var lists = await Task.WhenAll(ensemble.Servers.Select(async server =>
                    TreeDigests.Parse(await Words.AskAsync(server.Address(), "hash", Deadline)).ByZxid));
                return Common(lists).Any() ? lists : null;
            },
            () => "The servers have no digest at a common transaction", Clients.Patience);

        Assert.That(
            Common(digests).Select(zxid => digests.Select(list => list[zxid]).Distinct().Count()),
            Has.All.EqualTo(1));
    }

    private static IEnumerable<Zxid> Common(ImmutableSortedDictionary<Zxid, long>[] digests) =>
        digests[0].Keys.Where(zxid => digests.All(list => list.ContainsKey(zxid)));
}
