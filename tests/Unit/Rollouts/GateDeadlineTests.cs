using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Rollouts;

namespace Unit.Rollouts;

public sealed class GateDeadlineTests
{
    [TestCase(10, 0, 90, TestName = "Without data a gate waits a minute and a half")]
    [TestCase(10, 1L << 30, 121, TestName = "A gigabyte has its time")]
    [TestCase(300, 8L << 30, 988, TestName = "What initLimit grants to a joiner is waited for")]
    public void A_gate_waits_for_what_a_server_may_need(int initLimit, long bytes, int seconds)
    {
        var settings = new SettingsSpec(ImmutableSortedDictionary<string, string>.Empty)
        {
            TickTime = 2000, InitLimit = initLimit, SyncLimit = 5,
        };

        Assert.That(GateDeadline.Of(settings, bytes).TotalSeconds, Is.EqualTo(seconds).Within(1));
    }
}
