using Ensembles.Verifying;
using Ensembles.Witnessing;
using ZooKeeper;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class SmallChecksTests
{
    private static StatusReading Server(int id, string? version, long outstanding = 0) => new(
        new(id, new HostPort("127.0.0.1", 2180 + id), Role.Participant),
        version is null ? null : new ServerStatus
        {
            Mode = ServerMode.Follower, Version = Version.Parse(version), Outstanding = outstanding,
        }, null);

    private static CheckOutcome Release(string? wanted, params string?[] running) => ReleaseCheck.Of(
        wanted is null ? null : Version.Parse(wanted),
        [.. running.Select((version, index) => Server(index + 1, version))]).Outcome;

    [Test]
    public void All_servers_run_the_wanted_release()
    {
        Assert.That(Release("3.8.0", "3.8.0", "3.8.0"), Is.EqualTo(CheckOutcome.Passed));
        Assert.That(Release(null, "3.8.0", "3.8.0"), Is.EqualTo(CheckOutcome.Passed));
        Assert.That(Release("3.9.0", "3.8.0", "3.8.0"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Release(null, "3.8.0", "3.9.0"), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Release(null, "3.8.0", null), Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Release(null, null, null), Is.EqualTo(CheckOutcome.Failed));
    }

    [Test]
    public void No_server_may_be_behind_a_transaction_known_from_before()
    {
        Assert.That(HistoryCheck.Of(null, null, [("1", new Zxid(5))]).Outcome, Is.EqualTo(CheckOutcome.Skipped));
        Assert.That(
            HistoryCheck.Of(new Zxid(4), new Zxid(5), [("1", new Zxid(5)), ("2", new Zxid(6))]).Outcome,
            Is.EqualTo(CheckOutcome.Passed));
        var back = HistoryCheck.Of(
            new Zxid(0x100000001), new Zxid(4), [("1", new Zxid(0x100000002)), ("2", new Zxid(9))]);
        Assert.That(back.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(back.Details, Is.EqualTo(["2 is at 0x9"]));
    }

    [Test]
    public void Long_queues_are_worth_a_warning()
    {
        Assert.That(QueueCheck.Of([Server(1, "3.8.0", 3)]).Outcome, Is.EqualTo(CheckOutcome.Passed));
        Assert.That(QueueCheck.Of([Server(1, "3.8.0", 3000)]).Outcome, Is.EqualTo(CheckOutcome.Warning));
        Assert.That(QueueCheck.Of([Server(1, null)]).Outcome, Is.EqualTo(CheckOutcome.Skipped));
    }

    [Test]
    public void Sessions_that_expired_or_died_are_worth_a_warning()
    {
        Assert.That(SessionsCheck.Of(null).Outcome, Is.EqualTo(CheckOutcome.Skipped));
        Assert.That(
            SessionsCheck.Of(Witness(new() { Index = 0, Alive = true })).Outcome, Is.EqualTo(CheckOutcome.Passed));
        Assert.That(
            SessionsCheck.Of(Witness(new() { Index = 0, Alive = true, Lost = 1 })).Outcome,
            Is.EqualTo(CheckOutcome.Warning));
        Assert.That(
            SessionsCheck.Of(Witness(new() { Index = 0, LastFault = "silence" })).Details,
            Is.EqualTo(["session 0 of the witness did not answer at the end: silence"]));
    }

    [Test]
    public void Percentiles_are_by_nearest_rank()
    {
        var figures = LatencyFigures.Of(Enumerable.Range(1, 200).Select(number => TimeSpan.FromMilliseconds(number)))!;

        Assert.That(
            (figures.Count, figures.Median.TotalMilliseconds, figures.Percentile95.TotalMilliseconds,
                figures.Percentile99.TotalMilliseconds, figures.Longest.TotalMilliseconds),
            Is.EqualTo((200, 100.0, 190.0, 198.0, 200.0)));
        Assert.That(LatencyFigures.Of([TimeSpan.FromSeconds(1)])!.Percentile99, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(LatencyFigures.Of([]), Is.Null);
    }

    private static WitnessRecord Witness(SessionRecord session) => new()
    {
        Run = "r", Started = default, Timestamp = 0, Elapsed = default, Sessions = [session],
        Figures = WitnessFigures.Of([], default),
    };
}
