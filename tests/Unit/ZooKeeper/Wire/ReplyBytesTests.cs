using ZooKeeper.Client;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace Unit.ZooKeeper.Wire;

/// <summary>Every reply's fields, from bytes written down by hand from zookeeper.jute.</summary>
public sealed class ReplyBytesTests
{
    private const string StatHex =
        "0000000000000001 0000000000000002 0000000000000003 0000000000000004 00000005 00000006 00000007 " +
        "0000000000000008 00000009 0000000A 000000000000000B";

    private static readonly Stat Known = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    [Test]
    public void A_create_reply_is_the_path() =>
        Assert.That(
            Bytes.Read(new CreateRequest("/a", default, [], default), Bytes.Of("00000003 2F6131")), Is.EqualTo("/a1"));

    [Test]
    public void A_create2_reply_adds_the_stat() =>
        Assert.That(
            Bytes.Read(new Create2Request("/a", default, [], default), Bytes.Of($"00000002 2F61 {StatHex}")),
            Is.EqualTo(new CreatedNode("/a", Known)));

    [Test]
    public void Exists_and_the_setters_bring_the_stat()
    {
        var body = Bytes.Of(StatHex);

        Assert.That(Bytes.Read(new ExistsRequest("/a", false), body), Is.EqualTo(Known));
        Assert.That(Bytes.Read(new SetDataRequest("/a", default, 0), body), Is.EqualTo(Known));
        Assert.That(Bytes.Read(new SetAclRequest("/a", [], 0), body), Is.EqualTo(Known));
    }

    [TestCase("00000002 6869", "hi")]
    [TestCase("00000000", "")]
    [TestCase("FFFFFFFF", "")]
    public void A_data_reply_is_data_and_stat(string data, string text)
    {
        var node = Bytes.Read(new GetDataRequest("/a", false), Bytes.Of($"{data} {StatHex}"));
        var configuration = Bytes.Read(new ReconfigRequest(null, null, null, 0), Bytes.Of($"{data} {StatHex}"));

        Assert.That((node.Text, node.Stat), Is.EqualTo((text, Known)));
        Assert.That((configuration.Text, configuration.Stat), Is.EqualTo((text, Known)));
    }

    [Test]
    public void A_children_reply_is_names_and_stat()
    {
        var children = Bytes.Read(
            new GetChildrenRequest("/", false), Bytes.Of($"00000002 00000001 61 00000002 6262 {StatHex}"));

        Assert.That(children.Names, Is.EqualTo(new[] { "a", "bb" }));
        Assert.That(children.Stat, Is.EqualTo(Known));
    }

    [Test]
    public void An_acl_reply_is_entries_and_stat()
    {
        var acl = Bytes.Read(
            new GetAclRequest("/"), Bytes.Of($"00000001 00000011 00000002 6970 00000003 3A3A31 {StatHex}"));

        Assert.That(acl.Entries, Is.EqualTo(new[] { new Acl(Permissions.Read | Permissions.Admin, "ip", "::1") }));
        Assert.That(acl.Stat, Is.EqualTo(Known));
    }

    [Test]
    public void A_multi_reply_has_a_part_for_each_operation()
    {
        var parts = Bytes.Read(new MultiRequest([]), Bytes.Of(
            $"00000001 00 00000000 00000002 2F61  00000002 00 00000000  00000005 00 00000000 {StatHex} " +
            "0000000D 00 00000000  FFFFFFFF 00 FFFFFF99 FFFFFF99  FFFFFFFF 01 FFFFFFFF"));

        Assert.That(parts.Select(part => part.Result), Is.EqualTo(new MultiResult?[]
        {
            new MultiResult.Created("/a"), new MultiResult.Deleted(), new MultiResult.DataSet(Known),
            new MultiResult.Checked(), null,
        }));
        Assert.That(parts[^1].Error, Is.EqualTo(ErrorCode.BadVersion));
    }

    [TestCase("00000000 00001770 0100000000000001 00000002 0A0B")]
    [TestCase("00000000 00001770 0100000000000001 00000002 0A0B 00")]
    public void A_connect_reply_may_lack_the_read_only_flag(string hex)
    {
        var reply = ConnectReply.Read(Bytes.Of(hex));

        Assert.That((reply.TimeoutMilliseconds, reply.SessionId), Is.EqualTo((6000, 0x0100000000000001)));
        Assert.That(reply.Password, Is.EqualTo(new byte[] { 10, 11 }));
    }

    [Test]
    public void A_notification_is_type_state_and_path()
    {
        var reader = new JuteReader(Bytes.Of("00000004 00000003 00000002 2F61"));

        Assert.That(
            WatchNotification.Read(ref reader), Is.EqualTo(new WatchEvent(WatchEventType.NodeChildrenChanged, "/a")));
    }

    [Test]
    public void Bytes_behind_the_last_field_are_an_error() =>
        Assert.That(
            () => Bytes.Read(new ExistsRequest("/a", false), Bytes.Of(StatHex + "00")),
            Throws.TypeOf<ZooKeeperProtocolException>().With.Message.Contains("1 bytes too many"));

    [TestCase("7FFFFFFF")]
    [TestCase("00000002")]
    [TestCase("FFFFFFFE")]
    public void A_count_that_the_bytes_cannot_hold_is_an_error_before_anything_is_allocated(string count) =>
        Assert.That(
            () => Bytes.Read(new GetChildrenRequest("/", false), Bytes.Of(count + "00000000")),
            Throws.TypeOf<ZooKeeperProtocolException>());
}
