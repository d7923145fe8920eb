using Ensembles.Verifying;
using Ensembles.Witnessing;
using Integration.Witnessing;
using Lab;
using ZooKeeper.Client;

namespace Integration.Verifying;

/// <summary>What must never be: verification finds it and names it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HarmedTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Lost_writes_are_found_on_every_server_and_named(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await ensemble.StopAllAsync();
        foreach (var server in ensemble.Servers)
        {
            server.KeepData("before");
        }

        await ensemble.StartAllAsync();
        WitnessRecord record;
        await using (var witness = await Witness.StartAsync(ensemble.Load("lost"), CancellationToken.None))
        {
            await witness.UntilAsync(figures => figures.Writes > 60);
            record = await witness.StopAsync();
        }

        await ensemble.StopAllAsync();
        foreach (var server in ensemble.Servers)
        {
            server.PutBackData("before");
        }

        await ensemble.StartAllAsync();
        var report = await ensemble.VerifyAsync(record);

        Assert.That(report.Passed, Is.False);
        var writes = report.Checks.Single(check => check.Name == "acknowledged writes");
        Assert.That(writes.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(writes.Evidence, Does.StartWith($"{record.Figures.Writes} acknowledged writes missing"));
        Assert.That(writes.Details, Has.Some.EndsWith($"lacks {record.Writes.First()}"));
        Assert.That(
            report.Servers.Select(server => server.MissingWrites), Is.All.EqualTo((int)record.Figures.Writes));
    }

    /// <summary>
    /// A follower gets the data of another ensemble with the same number and sizes of transactions: it joins as if
    /// nothing were, with the same zxid and the same count of nodes.
    /// </summary>
    [TestCase("3.4.13", false)]
    [TestCase("3.8.0", true, Category = "Long")]
    [TestCase("3.9.6", true, Category = "Long")]
    public async Task A_server_with_another_history_is_found_although_all_counts_are_equal(
        string version, bool thorough)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await using var other = await RealEnsemble.StartAsync(version, 3);
        foreach (var (one, content) in new[] { (ensemble, "aaaa"), (other, "bbbb") })
        {
            await using var client = await one.ConnectAsync();
            await client.FillAsync("/same", 50, content);
        }

        // The data that are taken must be whole: a majority acknowledges without the server that lags.
        await using (var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new("127.0.0.1", other.Servers[0].ClientPort)] }))
        {
            await client.SyncAsync("/same");
        }

        var follower = ensemble.Servers[0];
        await Task.WhenAll(follower.StopAsync(), other.StopAllAsync());
        follower.TakeDataOf(other.Servers[0]);
        await follower.StartAsync();
        var report = await ensemble.VerifyAsync(with: options => options with { Thorough = thorough });

        Assert.That(
            report.Servers.Select(server => (server.Zxid, server.Znodes)).Distinct().Count(), Is.EqualTo(1),
            "the counts tell nothing");
        var trees = report.Checks.Single(check => check.Name == "trees");
        Assert.That(trees.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(trees.Details, Has.Some.StartWith("/same/n0: "));
        if (version != "3.4.13")
        {
            Assert.That(report.Outcome("tree digests"), Is.EqualTo(CheckOutcome.Failed));
        }
    }

    [Test]
    public async Task A_server_that_is_down_fails_what_needs_it_and_nothing_else()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 3);
        await ensemble.Servers[0].StopAsync();
        var report = await ensemble.VerifyAsync(with: options => options with { Settle = TimeSpan.FromSeconds(1) });

        Assert.That(report.Outcome("one leader"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(report.Outcome("real operations"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(report.Checks.Single(check => check.Name == "real operations").Details, Has.Length.EqualTo(1));
        Assert.That(report.Servers[0].Fault, Is.Not.Null);
        Assert.That(report.Servers.Skip(1).Select(server => server.Latency!.Count), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task A_server_that_is_frozen_fails_within_the_deadline()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 3);
        var follower = ensemble.Servers.First(server => server.ModeAsync().GetAwaiter().GetResult() == "follower");
        follower.Freeze();
        var report = await ensemble.VerifyAsync(with: options => options with
        {
            Settle = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(2),
        });
        follower.Thaw();

        Assert.That(report.Outcome("one leader"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(report.Servers.Single(server => server.Id == follower.Id).Fault, Is.Not.Null);
    }

    [Test]
    public async Task Members_and_a_release_other_than_expected_are_found()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 3);
        var expected = ensemble.Members();
        var report = await ensemble.VerifyAsync(with: options => options with
        {
            ExpectedMembers = expected with { Servers = expected.Servers.Remove(3) },
            Release = new Version(3, 9, 99),
        });

        Assert.That(report.Outcome("membership"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(report.Outcome("release"), Is.EqualTo(CheckOutcome.Failed));
    }
}
