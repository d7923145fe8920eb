using System.Collections.Immutable;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Integration.Verifying;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.Witnessing;

[Parallelizable(ParallelScope.All)]
public sealed class WitnessTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Servers_that_are_killed_and_come_back_cost_no_acknowledged_write(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, 3);
        await using var witness = await Witness.StartAsync(ensemble.Load("kills"), CancellationToken.None);
        await witness.MoreAsync();
        var leader = (await ensemble.LeaderAsync())!;
        await KillAndStartAsync(ensemble.Servers.First(server => server != leader), witness);

        // With operations under way: between two of a session nothing would fail.
        leader.Freeze();
        await witness.StandsStillAsync();
        await KillAndStartAsync(leader, witness);
        var record = await witness.StopAsync();
        var report = await ensemble.VerifyAsync(record);
        TestContext.Out.WriteLine(record.Figures);

        Assert.That(record.Figures.Failed, Is.GreaterThan(0), "somebody noticed");
        Assert.That(record.Figures.LongestGap!.Length, Is.GreaterThan(TimeSpan.FromMilliseconds(20)));
        Assert.That(record.Sessions.Select(session => session.Alive), Is.All.True);
        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Servers.Select(server => server.MissingWrites), Is.All.Zero);
        Assert.That(report.Outcome("acknowledged writes"), Is.EqualTo(CheckOutcome.Passed));
        Assert.That(await witness.CleanAsync(), Is.True);
        Assert.That(await TopAsync(ensemble), Is.EqualTo(["zookeeper"]));
    }

    [Test]
    public async Task Joiners_that_do_not_run_yet_do_not_disturb_it()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 3);
        using var ports = PortAllocator.Take();
        HostPort[] dead = [new("127.0.0.1", ports.Next()), new("127.0.0.1", ports.Next())];
        await using var witness = await Witness.StartAsync(
            ensemble.Load("joiners") with { Servers = [.. dead, .. ensemble.Addresses()], Sessions = 5 },
            CancellationToken.None);
        await witness.MoreAsync();
        var leader = await ensemble.LeaderAsync();
        await ensemble.Servers.First(server => server != leader).KillAsync();
        await witness.MoreAsync();
        var figures = (await witness.StopAsync()).Figures;
        TestContext.Out.WriteLine(figures);

        Assert.That(figures.Failed, Is.LessThanOrEqualTo(5), "one operation was under way in each session");
        Assert.That(figures.SessionsLost, Is.Zero);
    }

    [Test]
    public async Task A_session_that_expires_is_counted_and_replaced()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 1);
        var network = new CutNetwork();
        await using var witness = await Witness.StartAsync(
            ensemble.Load("expiry") with
            {
                Sessions = 1, SessionTimeout = TimeSpan.FromSeconds(1), Connector = network.ConnectAsync,
            }, CancellationToken.None);
        network.Cut();
        await Poll.UntilAsync(
            async () => (await ensemble.Servers[0].AskAsync("dump"))?.Contains("0x1", StringComparison.Ordinal) == false
                ? "gone" : null, () => "the session lives on");
        network.Heal();
        await witness.UntilAsync(figures => figures.SessionsLost == 1);
        await witness.MoreAsync(10);
        var record = await witness.StopAsync();

        Assert.That((record.Sessions[0].Lost, record.Sessions[0].Alive), Is.EqualTo((1, true)));
        Assert.That(record.Figures.LongestGap!.Length, Is.GreaterThan(TimeSpan.FromSeconds(0.5)));
        Assert.That((await ensemble.VerifyAsync(record)).Outcome("sessions"), Is.EqualTo(CheckOutcome.Warning));
    }

    [Test]
    public async Task What_a_killed_run_left_behind_is_removed_by_the_next_and_by_a_verification()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 1);
        await using var living = await Witness.StartAsync(ensemble.Load("living"), CancellationToken.None);
        await RunAndDieAsync(ensemble, "killed");
        await using var next = await Witness.StartAsync(ensemble.Load("next"), CancellationToken.None);
        await using var client = await ensemble.ConnectAsync();
        Assert.That((await client.GetChildrenAsync(WitnessPath.Root)).Names, Is.EquivalentTo(["living", "next"]));

        await RunAndDieAsync(ensemble, "killed-too");
        await client.CreateAsync(WitnessPath.Run("without-signs"));
        ImmutableArray<FormerRun> removed = [];
        await ensemble.VerifyAsync(await living.StopAsync(), options => options with
        {
            AtEnd = async (session, token) => removed = await FormerRuns.RemoveAsync(session, "next", token),
        });
        Assert.That(removed, Is.EqualTo([new FormerRun("killed-too", IsRemoved: true)]));

        Assert.That(await living.CleanAsync(), Is.True);
        Assert.That(await next.CleanAsync(), Is.True);
        Assert.That((await client.GetChildrenAsync(WitnessPath.Root)).Names, Is.EqualTo(["without-signs"]), "it is young");
    }

    [Test]
    public async Task A_session_that_took_the_place_of_another_shows_that_the_run_lives()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 1);
        var network = new CutNetwork();
        await using var witness = await Witness.StartAsync(
            ensemble.Load("reopened") with
            {
                Sessions = 1, SessionTimeout = TimeSpan.FromSeconds(1), Connector = network.ConnectAsync,
            }, CancellationToken.None);
        await using var client = await ensemble.ConnectAsync();
        network.Cut();
        await Poll.UntilAsync(
            async () => await client.ExistsAsync(WitnessPath.Sign("reopened", 0)) is null ? "gone" : null,
            () => "the session lives on");
        network.Heal();
        await witness.MoreAsync(10);

        Assert.That(await FormerRuns.RemoveAsync(client, null, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_removed_since_nobody_serves_costs_no_deadline()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 1);
        await using var witness = await Witness.StartAsync(
            ensemble.Load("left") with { Grace = TimeSpan.FromSeconds(0.5) }, CancellationToken.None);
        await ensemble.StopAllAsync();
        await witness.StopAsync();

        Assert.That(await witness.CleanAsync(TimeSpan.FromHours(1)), Is.False);
    }

    [Test]
    public async Task A_read_only_witness_leaves_the_tree_alone()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, 1);
        await using var witness = await Witness.StartAsync(
            ensemble.Load("reader") with { ReadOnly = true }, CancellationToken.None);
        await witness.UntilAsync(figures => figures.Operations > 60);
        var record = await witness.StopAsync();

        Assert.That((record.Figures.Writes, record.Figures.Failed), Is.EqualTo((0L, 0L)));
        Assert.That(await TopAsync(ensemble), Is.EqualTo(["zookeeper"]));
        Assert.That(
            (await ensemble.VerifyAsync(record)).Outcome("acknowledged writes"), Is.EqualTo(CheckOutcome.Skipped));
    }

    [Test]
    public void Without_an_ensemble_it_does_not_start_and_says_why()
    {
        using var ports = PortAllocator.Take();
        var options = new WitnessOptions
        {
            Servers = [new HostPort("127.0.0.1", ports.Next())], Run = "nobody",
            StartDeadline = TimeSpan.FromSeconds(1),
        };

        Assert.That(
            () => Witness.StartAsync(options, CancellationToken.None),
            Throws.InstanceOf<WitnessException>()
                .With.Message.Contains("127.0.0.1").And.Message.Contains("without a witness"));
    }

    private static async Task RunAndDieAsync(RealEnsemble ensemble, string run)
    {
        await using var killed = await Witness.StartAsync(ensemble.Load(run), CancellationToken.None);
        await killed.MoreAsync();
    }

    private static async Task KillAndStartAsync(RealServer server, Witness witness)
    {
        await server.KillAsync();
        await witness.MoreAsync();
        await server.StartAsync();
        await witness.MoreAsync();
    }

    private static async Task<IEnumerable<string>> TopAsync(RealEnsemble ensemble)
    {
        await using var client = await ensemble.ConnectAsync();
        await client.SyncAsync();
        return (await client.GetChildrenAsync("/")).Names;
    }
}
