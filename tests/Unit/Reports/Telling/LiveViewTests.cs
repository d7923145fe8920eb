using Remote;
using Suite.Reports.Live;
using Suite.Terminals;

namespace Unit.Reports.Telling;

internal sealed class LiveViewTests
{
    private static readonly LiveMoment Moment = new()
    {
        Doing = "rollout",
        Elapsed = TimeSpan.FromSeconds(12.34),
        StepCount = 4,
        Steps =
        [
            new(2, "start server 2", TimeSpan.FromSeconds(3.456), "it leads or follows"),
            new(3, "start server 3", TimeSpan.FromSeconds(3.4), null),
        ],
        Clients = new(TimeSpan.FromSeconds(9), 1000, 900, 2, 1, 0, null, 0, 149.6),
        Transfers = [("sending x.tar.gz to zk4", "1.0 of 9.2 MiB, 0.5 MiB/s")],
        Servers =
        [
            new(1, "zk1.example.com:2181", "leader", "0x100000012", "3.9.3"),
            new(2, "zk2.example.com:2181", "down", "", "", WasUp: false),
        ],
    };

    [Test]
    public void A_wide_terminal_shows_everything()
    {
        Assert.That(LiveView.Lines(Moment, 140).Select(line => line.Text.TrimEnd()), Is.EqualTo(new[]
        {
            "  server  address               role    zxid         version",
            "  1       zk1.example.com:2181  leader  0x100000012  3.9.3",
            "  2       zk2.example.com:2181  down",
            "▸ 2/4 start server 2 3.46 s  gate: it leads or follows",
            "▸ 3/4 start server 3 3.40 s",
            "  sending x.tar.gz to zk4  1.0 of 9.2 MiB, 0.5 MiB/s",
            "  clients 150/s, 2 failed, longest gap 0.00 s",
        }));
    }

    [Test]
    public void A_narrow_one_shows_less_of_each_server_and_the_gate_below_its_step()
    {
        Assert.That(LiveView.Lines(Moment, 40, hasUnicode: false).Select(line => line.Text), Is.EqualTo(new[]
        {
            "  server 1 leader",
            "  server 2 down",
            "> 2/4 start server 2 3.46 s",
            "    gate: it leads or follows",
            "> 3/4 start server 3 3.40 s",
            "  sending x.tar.gz to zk4  1.0 of 9.2 MiB, 0.5 MiB/s",
            "  clients 150/s, 2 failed, longest gap 0.00 s",
        }));
    }

    [Test]
    public void Without_steps_it_says_what_is_done()
    {
        var moment = new LiveMoment { Doing = "verify", Elapsed = TimeSpan.FromSeconds(1) };

        Assert.That(LiveView.Lines(moment, 80).Single().Text, Is.EqualTo("  verify 1.00 s"));
    }

    [TestCase(40, "ä[b]c", 5)]
    [TestCase(4, "ä[b…", 4)]
    [TestCase(1, "…", 1)]
    public void A_line_is_cut_where_the_terminal_ends(int width, string expected, int cells)
    {
        var line = LiveLine.Empty.Add("ä[", "red").Add("b]c").Cut(width);

        Assert.That(line.Text, Is.EqualTo(expected));
        Assert.That(LiveLine.Cells(line.Text), Is.EqualTo(cells));
    }

    [Test]
    public void What_would_move_the_cursor_stays_out()
    {
        Assert.That(LiveLine.Empty.Add("a\nb\e[2Jc\td").Text, Is.EqualTo(@"a b\u001b[2Jc d"));
    }

    [Test]
    public void Transfers_tell_how_far_and_how_fast()
    {
        var clock = new SteppingClock();
        var meter = new TransferMeter(new("a.tgz", "zk1", 0, 4 << 20), clock);
        clock.Pass(TimeSpan.FromSeconds(2));
        meter.Come(new("a.tgz", "zk1", 1 << 20, 4 << 20));
        Assert.That($"{meter.Title}  {meter}", Is.EqualTo("sending a.tgz to zk1  1.0 of 4.0 MiB, 0.5 MiB/s"));

        clock.Pass(TimeSpan.FromSeconds(2));
        meter.Come(new("a.tgz", "zk1", 4 << 20, 4 << 20));
        Assert.That((meter.IsComplete, meter.ToString()), Is.EqualTo((true, "4.0 MiB in 4.00 s, 1.0 MiB/s")));
    }

    [Test]
    public void A_transfer_that_went_on_from_an_earlier_part_is_not_faster_for_it()
    {
        var clock = new SteppingClock();
        var meter = new TransferMeter(new Transfer("a.tgz", null, 3 << 20, null), clock);
        clock.Pass(TimeSpan.FromSeconds(1));
        meter.Come(new("a.tgz", null, 4 << 20, null));

        Assert.That($"{meter.Title}  {meter}", Is.EqualTo("receiving a.tgz  4.0 MiB, 1.0 MiB/s"));
    }

    private sealed class SteppingClock : TimeProvider
    {
        private TimeSpan now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => now += time;

        public override long GetTimestamp() => now.Ticks;
    }
}
