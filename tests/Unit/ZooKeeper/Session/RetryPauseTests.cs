using CsCheck;
using ZooKeeper.Client.Sessions;

namespace Unit.ZooKeeper.Session;

public sealed class RetryPauseTests
{
    [TestCase(0, 20)]
    [TestCase(400, 50)]
    [TestCase(1000, 125)]
    [TestCase(60_000, 250)]
    public void The_pause_is_an_eighth_of_the_time_lost_within_bounds(int lost, int pause) =>
        Assert.That(
            RetryPause.After(TimeSpan.FromMilliseconds(lost), draw: 0), Is.EqualTo(TimeSpan.FromMilliseconds(pause)));

    [Test]
    public void The_draw_takes_up_to_half_of_it_away() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Double.Unit).Sample((lost, draw) =>
        {
            var longest = RetryPause.After(TimeSpan.FromMilliseconds(lost), 0);
            var pause = RetryPause.After(TimeSpan.FromMilliseconds(lost), draw);
            Assert.That(pause, Is.InRange(longest / 2, longest));
        });
}
