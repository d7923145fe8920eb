using Lab;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Integration.ZooKeeper;

/// <summary>Configurations of real ensembles: read, and changed where the release can.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReconfigTests
{
    private const string Password = "super-secret";

    private static readonly RealEnsembleOptions Dynamic = new() { Dynamic = true, SuperPassword = Password };

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Dynamic))]
    public async Task A_server_leaves_and_comes_back(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 4, Dynamic);
        await using var client = await Clients.ConnectAsync(ensemble.Servers.Take(3));
        var before = await InForceAsync(client);
        var leader = await ensemble.LeaderAsync();
        var leaver = before.Servers.Keys.Last(id => id != leader!.Id);
        var stranger = await Assert.ThrowsAsync<NoAuthException>(
            () => client.ReconfigAsync(leaving: [leaver], fromVersion: before.Version!.Value));
        await client.AddDigestAsync("super", Password);

        var smaller = await client.ReconfigAsync(leaving: [leaver], fromVersion: before.Version!.Value);
        var stale = await Assert.ThrowsAsync<BadVersionException>(
            () => client.ReconfigAsync(leaving: [leaver], fromVersion: before.Version!.Value));
        var whole = await client.ReconfigAsync(
            joining: [before.Servers[leaver]], fromVersion: smaller.Version!.Value);

        Assert.That(before.SameMembership(Expected(ensemble)), Is.True);
        Assert.That(smaller.Servers.Keys, Is.EqualTo(before.Servers.Keys.Except([leaver])));
        Assert.That(smaller.Version, Is.GreaterThan(before.Version));
        Assert.That(whole.SameMembership(before), Is.True);
        Assert.That(await InForceAsync(client), Is.EqualTo(whole));
        Assert.That(stranger!.Message, Does.Contain("reconfig"));
        Assert.That(stale!.Operation, Is.EqualTo("reconfig"));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Dynamic))]
    public async Task A_whole_new_list_and_a_list_that_makes_no_sense(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3, Dynamic);
        await using var client = await Clients.ConnectAsync(ensemble.Servers);
        await client.AddDigestAsync("super", Password);
        var before = await InForceAsync(client);
        var observing = before.Servers.Values
            .Select(server => server.Id == 1 ? server with { Role = Role.Observer } : server).ToArray();

        var after = await Clients.InsistAsync(() => client.ReconfigAsync(newMembers: observing));

        Assert.That(after.Observers.Select(server => server.Id), Is.EqualTo(new[] { 1L }));
        Assert.That(
            () => client.ReconfigAsync(joining: [before.Servers[2] with { ClientPort = null }]),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("client port"));
        Assert.That(() => client.ReconfigAsync(), Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => client.ReconfigAsync(leaving: [1], newMembers: observing), Throws.InstanceOf<ArgumentException>());
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_static_ensemble_shows_its_list_and_refuses_to_change_it(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        await using var client = await Clients.ConnectAsync(ensemble.Servers);

        var node = await client.GetConfigurationAsync();

        if (version.StartsWith("3.4", StringComparison.Ordinal))
        {
            Assert.That(node, Is.EqualTo(new ConfigurationNode.Absent()));
            return;
        }

        Assert.That(node.Configuration!.SameMembership(Expected(ensemble)), Is.True);
        Assert.That(node.Configuration!.Version, Is.Zero);
        Assert.That(
            () => client.ReconfigAsync(leaving: [3]), Throws.TypeOf<ReconfigDisabledException>());
    }

    private static async Task<EnsembleConfiguration> InForceAsync(ZooKeeperClient client) =>
        (await client.GetConfigurationAsync()).Configuration!;

    private static EnsembleConfiguration Expected(RealEnsemble ensemble) => EnsembleConfiguration.Of(
        ensemble.Servers.Select(server => new ServerLine(
            server.Id, "127.0.0.1", server.QuorumPort, server.ElectionPort, Role.Participant, "127.0.0.1",
            server.ClientPort)));
}
