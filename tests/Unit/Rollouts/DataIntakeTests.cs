using Ensembles.Observing.Processes;
using Ensembles.Rollouts;

namespace Unit.Rollouts;

public sealed class DataIntakeTests
{
    private const long Mebibyte = 1 << 20;

    [Test]
    public void What_comes_is_told_with_its_rate_and_waited_for()
    {
        var clock = new Clock();
        var intake = new DataIntake(500 * Mebibyte, clock);

        Assert.That(intake.Note(Reading(6)), Is.False, "one reading tells no progress");
        Assert.That(intake.Told, Is.Null);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(intake.Note(Reading(106)), Is.True);
        Assert.That(intake.Told, Is.EqualTo("106.0 MiB of up to 500.0 MiB taken in, 50.0 MiB/s"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(intake.Note(Reading(510, 40)), Is.True);
        Assert.That(intake.Told, Is.EqualTo("40.0 MiB of a snapshot written, 40.0 MiB/s"));
    }

    [Test]
    public void What_comes_to_a_stand_is_not_waited_for()
    {
        var clock = new Clock();
        var intake = new DataIntake(500 * Mebibyte, clock);
        intake.Note(Reading(106));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(intake.Note(Reading(106)), Is.False);
        Assert.That(intake.Told, Is.EqualTo("106.0 MiB of up to 500.0 MiB taken in"), "no rate: nothing came");
    }

    [Test]
    public void A_server_that_begins_again_and_again_is_not_waited_for()
    {
        var clock = new Clock();
        var intake = new DataIntake(500 * Mebibyte, clock);
        intake.Note(Reading(990));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(intake.Note(Reading(1050)), Is.False, "twice as much as there is");
    }

    [Test]
    public void A_host_that_tells_nothing_leaves_the_deadline_as_it_is()
    {
        var clock = new Clock();
        var intake = new DataIntake(500 * Mebibyte, clock);
        intake.Note(new() { Identity = new(1, 2) });
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(intake.Note(new() { Identity = new(1, 2) }), Is.False);
        Assert.That(intake.Told, Is.Null);
    }

    private static RunningServer Reading(long taken, long written = 0) =>
        new() { Identity = new(1, 2), Taken = taken * Mebibyte, SnapshotWritten = written * Mebibyte };

    private sealed class Clock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
