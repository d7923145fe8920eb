using Ensembles.Verifying;
using Ensembles.Witnessing;
using Lab;
using ZooKeeper.Client;

namespace Integration.Verifying;

/// <summary>Ensembles that are well pass, whatever the release and however hard one looks.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HealthyTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task An_idle_ensemble_of_three_passes(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await ensemble.VerifyAsync(); // The servers' code is cold before.
        var report = await ensemble.VerifyAsync(
            with: options => version == "3.4.13" ? options : options with { ExpectedMembers = ensemble.Members() });

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Outcome("real operations"), Is.EqualTo(CheckOutcome.Passed));
        Assert.That(
            report.Outcome("membership"),
            Is.EqualTo(version == "3.4.13" ? CheckOutcome.Skipped : CheckOutcome.Passed));
        Assert.That(report.Servers.Select(server => server.Latency!.Count), Is.All.GreaterThan(0));
        foreach (var server in report.Servers)
        {
            Assert.That(server.Smoke.Select(result => result.Operation), Is.EqualTo(Enum.GetValues<SmokeOperation>()));
            Assert.That(server.Smoke.Select(result => result.Passed && result.Latency is not null), Is.All.True);
        }

        Assert.That(report.Servers.Select(server => server.Zxid).Distinct().Count(), Is.EqualTo(1));
        await using var client = await ensemble.ConnectAsync();
        Assert.That((await client.GetChildrenAsync("/")).Names, Is.EqualTo(["zookeeper"]), "nothing is left behind");
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_thorough_look_compares_every_node_and_the_digests(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await using var client = await ensemble.ConnectAsync();
        await client.FillAsync("/filled", 300);
        var report = await ensemble.VerifyAsync(with: options => options with { Thorough = true });

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Outcome("trees"), Is.EqualTo(CheckOutcome.Passed));
        Assert.That(
            report.Outcome("tree digests"),
            Is.EqualTo(version == "3.4.13" ? CheckOutcome.Skipped : CheckOutcome.Passed));
    }

    [Test]
    public async Task A_standalone_server_and_a_quorum_of_one_pass([Values] bool dynamic)
    {
        await using var ensemble = await RealEnsemble.StartAsync(
            ZooKeeperVersions.Latest, 1, new RealEnsembleOptions { Dynamic = dynamic });
        var report = await ensemble.VerifyAsync(with: options => options with { Thorough = true });

        Assert.That(report.Failures, Is.Empty);
        Assert.That(
            report.Outcome("membership"), Is.EqualTo(dynamic ? CheckOutcome.Passed : CheckOutcome.Skipped));
    }

    [TestCase("3.4.13")]
    [TestCase(ZooKeeperVersions.Latest, Category = "Long")]
    public async Task Writes_that_go_on_meanwhile_are_no_difference(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await using var client = await ensemble.ConnectAsync();
        await client.FillAsync("/filled", 1000);
        await using var witness = await Witness.StartAsync(
            new WitnessOptions
            {
                Servers = ensemble.Addresses(), Run = "busy", Interval = TimeSpan.FromMilliseconds(2),
            },
            CancellationToken.None);
        var churn = ChurnAsync(client, () => witness.Figures.Elapsed < TimeSpan.FromSeconds(60));
        var report = await ensemble.VerifyAsync(with: options => options with { Thorough = true });
        await client.DisposeAsync();

        Assert.That(async () => await churn, Throws.Exception, "the churn went on until the client was closed");
        Assert.That(report.Failures, Is.Empty);
    }

    [Test]
    public async Task Protected_nodes_are_compared_by_stat_or_read_by_the_superuser()
    {
        await using var ensemble = await RealEnsemble.StartAsync(
            ZooKeeperVersions.Latest, 3, new RealEnsembleOptions { SuperPassword = "secret" });
        await using var client = await ensemble.ConnectAsync();
        await client.AddDigestAsync("somebody", "password");
        await client.CreateAsync("/protected", new byte[] { 1 }, acl: Acl.CreatorOnly);
        await client.CreateAsync("/protected/child", new byte[] { 1 }, acl: Acl.CreatorOnly);
        var anybody = await ensemble.VerifyAsync(with: options => options with { Thorough = true });
        var superuser = await ensemble.VerifyAsync(
            with: options => options with { Thorough = true, Superuser = new("secret") });

        Assert.That(anybody.Failures.Concat(superuser.Failures), Is.Empty);
        Assert.That(Trees(anybody), Does.Contain("2 znodes").And.Contain("1 of them by stat at most"));
        Assert.That(Trees(superuser), Does.Contain("3 znodes").And.Not.Contain("by stat at most"));

        static string Trees(VerificationReport report) => report.Checks.Single(check => check.Name == "trees").Evidence;
    }

    [Test]
    public async Task Nothing_is_written_where_nothing_may_be()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 3);
        var report = await ensemble.VerifyAsync(with: options => options with { ReadOnly = true, Thorough = true });

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Outcome("real operations"), Is.EqualTo(CheckOutcome.Skipped));
        Assert.That(report.Outcome("trees"), Is.EqualTo(CheckOutcome.Passed));
    }

    /// <summary>Makes, changes and removes nodes until the client is closed.</summary>
    private static async Task ChurnAsync(ZooKeeperClient client, Func<bool> on)
    {
        for (var round = 0; on(); round++)
        {
            var path = $"/filled/n{round % 1000}";
            await client.SetDataAsync(path, BitConverter.GetBytes(round));
            await client.DeleteAsync(path);
            await client.CreateAsync(path, BitConverter.GetBytes(round));
        }
    }
}
