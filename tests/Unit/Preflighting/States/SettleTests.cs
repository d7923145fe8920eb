using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Preflight.States;
using Unit.Observing;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Preflighting.States;

/// <summary>What passes by itself is waited for; what stays is a fault. Time is made by hand.</summary>
public sealed class SettleTests
{
    private static readonly RunningConfig Three = Given.Static(1, 2, 3);
    private static readonly Observation Healthy = Of(0x500000066, 0x500000066, 0x500000066);

    public static IEnumerable<TestCaseData> Passing()
    {
        yield return new TestCaseData(
            Seen.Of(Looks(1), Looks(2), Looks(3)), "run and are a quorum of their list, yet none leads")
            .SetArgDisplayNames("nobody leads");
        yield return new TestCaseData(
            Seen.Of(Given.Leads(1, Three), Given.Follows(2, Three), Given.Leads(3, Three)), "servers 1 and 3 lead")
            .SetArgDisplayNames("two lead");
        yield return new TestCaseData(Of(0x500000066, 0x500000066, 0x500000011), "out of sync: at 0x500000011")
            .SetArgDisplayNames("one lags");
        yield return new TestCaseData(Pending(), "a reconfig to configuration 100000009 is pending")
            .SetArgDisplayNames("a reconfig is pending");
        yield return new TestCaseData(Versions(), "it runs with configuration ff, and the leader with 100000000")
            .SetArgDisplayNames("a configuration is behind");
    }

    [TestCaseSource(nameof(Passing))]
    public async Task What_passes_is_waited_for(Observation sick, string fault)
    {
        var looks = new Queue<Observation>([sick, sick, sick, Healthy]);

        var (seen, stayed) = await Settle(looks.Dequeue);

        Assert.That(stayed, Is.Empty, fault);
        Assert.That(seen, Is.SameAs(Healthy));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task What_stays_is_a_fault(Observation sick, string fault)
    {
        var (_, stayed) = await Settle(() => sick);

        Assert.That(stayed.Select(state => state.Message), Has.Some.Contains(fault));
        Assert.That(stayed.Select(state => state.Remedy), Has.None.Empty);
    }

    [Test]
    public async Task States_that_only_a_rollout_ends_are_not_waited_for()
    {
        var looks = 0;
        Observation[] states =
        [
            Healthy,
            Seen.Of(Given.Alone(1), Given.Empty(2), Given.Empty(3)),
            Seen.Of(Looks(1), Looks(2).Down(), Looks(3).Down()),
            Seen.Of(Looks(1), Looks(2) with { HasData = false }, Looks(3) with { HasData = false }),
            Of(0x500000000, 0x400000033, 0x400000033),
        ];
        foreach (var state in states)
        {
            await Settle(() =>
            {
                looks++;
                return state;
            });
        }

        Assert.That(looks, Is.EqualTo(states.Length), "each was looked at once");
    }

    private static ServerState Looks(int id) => Given.Follows(id, Three) with { Mode = ServerMode.NotServing };

    private static Observation Of(params long[] zxids) => new([.. zxids.Select((zxid, at) =>
    {
        var seen = Seen.Server(at == 0 ? Given.Leads(1, Three) : Given.Follows(at + 1, Three));
        return seen with { Status = seen.Status! with { Zxid = new Zxid(zxid) } };
    })]);

    private static Observation Pending()
    {
        var seen = Seen.Server(Given.Leads(1, Given.Dynamic(1)));
        return new([seen with { Facts = seen.Facts with { PendingVersion = 0x100000009 } }]);
    }

    private static Observation Versions() => Seen.Of(
        Given.Leads(1, Given.Dynamic(1, 2)),
        Given.Follows(2, new RunningConfig.Dynamic(Given.List(1, 2) with { Version = 0xff }, null)));

    private static Task<(Observation Seen, ImmutableArray<Finding> Stayed)> Settle(
        Func<Observation> look) => StatePreflight.SettleAsync(
            Given.Inventory(3, MembershipKind.Static), server => $"host{server.Id}", () => Task.FromResult(look()),
            new Hurried(), CancellationToken.None);

    /// <summary>A clock on which every wait is over at once, and took its time.</summary>
    private sealed class Hurried : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            now += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
