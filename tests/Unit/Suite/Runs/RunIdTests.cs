using Ensembles.Planning;
using Spectre.Console.Testing;
using Suite.Reports;
using Suite.Runs;

namespace Unit.Suite.Runs;

/// <summary>The newest backup, and the newest run, is the one whose name comes last.</summary>
public sealed class RunIdTests
{
    [Test]
    public void Names_of_runs_of_one_second_have_their_order_too()
    {
        var clock = new Clock();
        var names = Enumerable.Range(0, 30).Select(_ => new RunRecord(clock)
        {
            Asked = new("Backup", "ops@here", Strategy.Auto),
        }.RunId).ToList();

        Assert.That(names, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(names.Select(name => name[..15]).Distinct(), Has.Exactly(1).Items, "all in one second");
    }

    /// <summary>A millisecond passes between two looks.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromMilliseconds(1);
    }
}
