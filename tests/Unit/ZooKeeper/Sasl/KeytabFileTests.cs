using System.Text;
using ZooKeeper.Client.Sasl;

namespace Unit.ZooKeeper.Sasl;

public sealed class KeytabFileTests
{
    // Made by hand from MIT's description of the format: the rest of an entry is not looked at.
    private static readonly byte[] Entry =
        [0, 0, 0, 40, 0, 2, 0, 4, .. "TEST"u8, 0, 9, .. "zookeeper"u8, 0, 3, .. "zk1"u8, 0, 0, 0, 1, 1, 2, 3, 4];

    [Test]
    public void The_first_principal_is_read_behind_what_was_removed()
    {
        Assert.That(KeytabFile.FirstPrincipal([5, 2, .. Entry]), Is.EqualTo("zookeeper/zk1@TEST"));
        Assert.That(KeytabFile.FirstPrincipal([5, 2, 0xFF, 0xFF, 0xFF, 0xFE, 9, 9, .. Entry]), Is.EqualTo("zookeeper/zk1@TEST"));
    }

    [Test]
    public void What_is_no_keytab_or_holds_no_key_has_none()
    {
        Assert.That(KeytabFile.FirstPrincipal([5, 2]), Is.Null);
        Assert.That(KeytabFile.FirstPrincipal(Encoding.ASCII.GetBytes("hello")), Is.Null);
        Assert.That(KeytabFile.FirstPrincipal([5, 2, .. Entry[..20]]), Is.Null);
    }
}
