using ZooKeeper.Status;

namespace Unit.ZooKeeper.Status;

public sealed class ServerStatusTests
{
    private const string Old =
        """
        Zookeeper version: 3.4.13-6--1, built on Sat, 28 Oct 2023 23:16:44 +0200
        Latency min/avg/max: 0/1/27
        Received: 22
        Sent: 21
        Connections: 3
        Outstanding: 4
        Zxid: 0x100000005
        Mode: leader
        Node count: 104
        Proposal sizes last/min/max: 32/32/36
        """;

    [Test]
    public void The_answer_of_an_old_leader_is_read() =>
        Assert.That(ServerStatus.Parse(Old), Is.EqualTo(new ServerStatus
        {
            Version = new Version(3, 4, 13),
            Mode = ServerMode.Leader,
            Zxid = new Zxid(0x100000005),
            NodeCount = 104,
            Connections = 3,
            Outstanding = 4,
            Received = 22,
            Sent = 21,
            LatencyMin = 0,
            LatencyAverage = 1,
            LatencyMax = 27,
        }));

    [Test]
    public void Decimals_and_odd_versions_are_read()
    {
        var status = ServerStatus.Parse(Old
            .Replace("3.4.13-6--1", "3.9.6-${mvngit.commit.id}", StringComparison.Ordinal)
            .Replace("0/1/27", "0/1.2593/27", StringComparison.Ordinal));

        Assert.That((status.Version, status.LatencyAverage), Is.EqualTo((new Version(3, 9, 6), 1.2593)));
    }

    [TestCase("follower", ServerMode.Follower)]
    [TestCase("observer", ServerMode.Observer)]
    [TestCase("standalone", ServerMode.Standalone)]
    [TestCase("read-only", ServerMode.ReadOnly)]
    public void Every_mode_is_known(string word, ServerMode mode) =>
        Assert.That(
            ServerStatus.Parse(Old.Replace("leader", word, StringComparison.Ordinal)).Mode, Is.EqualTo(mode));

    [TestCase("")]
    [TestCase("HTTP/1.1 400 Bad Request")]
    [TestCase("Zookeeper version: 3.9, built\nMode: leader\nZxid: 0x1")]
    [TestCase("Zookeeper version: 3.9.1, built\nMode: king\nZxid: 0x1")]
    [TestCase("Zookeeper version: 3.9.1, built\nMode: leader\nZxid: one")]
    [TestCase("Zookeeper version: 3.9.1, built\nMode: leader")]
    public void Other_text_is_refused(string text) =>
        Assert.That(() => ServerStatus.Parse(text), Throws.TypeOf<FormatException>());

    [TestCase("0x100000003", 1, 3u)]
    [TestCase("ffffffff", 0, uint.MaxValue)]
    [TestCase("0x0", 0, 0u)]
    public void A_zxid_is_an_epoch_and_a_counter(string text, int epoch, uint counter) =>
        Assert.That((Zxid.Parse(text).Epoch, Zxid.Parse(text).Counter), Is.EqualTo((epoch, counter)));

    [TestCase("")]
    [TestCase("0x")]
    [TestCase("xyz")]
    [TestCase("0x11112222333344445")]
    public void Other_text_is_no_zxid(string text) => Assert.That(Zxid.TryParse(text, out _), Is.False);

    [Test]
    public void Zxids_are_ordered_and_written_as_ZooKeeper_writes_them()
    {
        Assert.That(new Zxid(0x1FFFFFFFF), Is.LessThan(new Zxid(0x200000000)));
        Assert.That(new Zxid(0x200000000).ToString(), Is.EqualTo("0x200000000"));
    }
}
