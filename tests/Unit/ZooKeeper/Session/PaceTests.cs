using CsCheck;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Client.Sessions;

namespace Unit.ZooKeeper.Session;

public sealed class PaceTests
{
    private static readonly ZooKeeperOptions Options = new()
    {
        Servers = [new HostPort("h", 1)],
        ReconnectTimeout = TimeSpan.FromMilliseconds(200),
        ConnectTimeout = TimeSpan.FromMilliseconds(2000),
    };

    [TestCase(0, 20)]
    [TestCase(400, 50)]
    [TestCase(1000, 125)]
    [TestCase(60_000, 250)]
    public void The_pause_is_an_eighth_of_the_time_lost_within_bounds(int lost, int pause) =>
        Assert.That(Pace.Pause(TimeSpan.FromMilliseconds(lost), draw: 0), Is.EqualTo(TimeSpan.FromMilliseconds(pause)));

    [Test]
    public void The_draw_takes_up_to_half_of_it_away() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Double.Unit).Sample((lost, draw) =>
        {
            var longest = Pace.Pause(TimeSpan.FromMilliseconds(lost), 0);
            var pause = Pace.Pause(TimeSpan.FromMilliseconds(lost), draw);
            Assert.That(pause, Is.InRange(longest / 2, longest));
        });

    [TestCase(0, 1, 200)]
    [TestCase(1000, 1, 250)]
    [TestCase(0, 100, 400)]
    [TestCase(1000, 100, 400)]
    [TestCase(60_000, 1, 2000)]
    [TestCase(0, 5000, 2000)]
    public void An_attempt_gets_a_quarter_of_the_time_lost_or_four_times_the_usual(int lost, int usual, int patience) =>
        Assert.That(
            Pace.Patience(TimeSpan.FromMilliseconds(lost), TimeSpan.FromMilliseconds(usual), Options),
            Is.EqualTo(TimeSpan.FromMilliseconds(patience)));

    [Test]
    public void A_connect_timeout_below_the_first_bound_wins() =>
        Assert.That(
            Pace.Patience(default, default, Options with { ConnectTimeout = TimeSpan.FromMilliseconds(50) }),
            Is.EqualTo(TimeSpan.FromMilliseconds(50)));
}
