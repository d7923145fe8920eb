using Ensembles.Backups;
using Ensembles.Findings;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Backups;

/// <summary>A copy that ends before what its server has told is a copy of other data.</summary>
internal sealed class SafetyCopyTests
{
    [TestCase(0x102, 0x101, true)]
    [TestCase(0x101, 0x101, false)]
    [TestCase(0x100, 0x101, false)]
    [TestCase(0x200000000, 0x100000005, false, Description = "the first zxid of an epoch stands in no log")]
    [TestCase(0x200000001, 0x100000005, true)]
    public void What_is_missing_is_told(long told, long copied, bool isLacking) => Assert.That(
        Copy(copied).Lacking(Given.Server(1), Status(told))?.Code,
        Is.EqualTo(isLacking ? OtherCodes.BackupIncomplete : null));

    [Test]
    public void A_server_that_does_not_serve_and_a_copy_that_was_not_read_tell_nothing()
    {
        Assert.That(Copy(1).Lacking(Given.Server(1), null), Is.Null);
        Assert.That((Copy(1) with { Content = null }).Lacking(Given.Server(1), Status(9)), Is.Null);
    }

    private static ServerStatus Status(long zxid) => new() { Mode = ServerMode.Leader, Zxid = new(zxid) };

    private static Backup Copy(long last) => new()
    {
        Name = "20300101T120000Z",
        Server = 1,
        Host = "zk1",
        Folder = "/var/lib/zookeeper/1/backups/x",
        Files = [],
        Content = new(new(last), 5, 1, null),
        Took = TimeSpan.FromSeconds(1),
    };
}
