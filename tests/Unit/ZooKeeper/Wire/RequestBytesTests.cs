using System.Collections.Immutable;
using ZooKeeper.Client;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace Unit.ZooKeeper.Wire;

/// <summary>Every request's bytes, written down by hand from zookeeper.jute.</summary>
public sealed class RequestBytesTests
{
    private const string OpenAcl = "00000001 0000001F 00000005 776F726C64 00000006 616E796F6E65";
    private const string SlashA = "00000002 2F61";
    private static readonly byte[] Data = [1, 2];

    private static IEnumerable<TestCaseData> Bodies()
    {
        yield return Case(
            "create", new CreateRequest("/a", Data, Acl.OpenToAll, CreateMode.EphemeralSequential),
            OpCode.Create, $"{SlashA} 00000002 0102 {OpenAcl} 00000003");
        yield return Case(
            "create2", new Create2Request("/a", Data, Acl.OpenToAll, CreateMode.Persistent),
            OpCode.Create2, $"{SlashA} 00000002 0102 {OpenAcl} 00000000");
        yield return Case("delete", new DeleteRequest("/a", -1), OpCode.Delete, $"{SlashA} FFFFFFFF");
        yield return Case("exists", new ExistsRequest("/a", true), OpCode.Exists, $"{SlashA} 01");
        yield return Case("getData", new GetDataRequest("/a", false), OpCode.GetData, $"{SlashA} 00");
        yield return Case(
            "setData", new SetDataRequest("/a", Data, 7), OpCode.SetData, $"{SlashA} 00000002 0102 00000007");
        yield return Case("getACL", new GetAclRequest("/a"), OpCode.GetACL, SlashA);
        yield return Case(
            "setACL", new SetAclRequest("/a", Acl.OpenToAll, 2), OpCode.SetACL, $"{SlashA} {OpenAcl} 00000002");
        yield return Case("getChildren2", new GetChildrenRequest("/a", true), OpCode.GetChildren2, $"{SlashA} 01");
        yield return Case("sync", new SyncRequest("/a"), OpCode.Sync, SlashA);
        yield return Case("closeSession", new CloseRequest(), OpCode.CloseSession, "");
        yield return Case(
            "auth", new AuthRequest(new DigestCredential("u", "p")), OpCode.Auth,
            "00000000 00000006 646967657374 00000003 753A70");
        yield return Case(
            "reconfig, incremental", new ReconfigRequest("s", "3,4", null, -1), OpCode.Reconfig,
            "00000001 73 00000003 332C34 FFFFFFFF FFFFFFFFFFFFFFFF");
        yield return Case(
            "reconfig, whole", new ReconfigRequest(null, null, "m", 0x100000002), OpCode.Reconfig,
            "FFFFFFFF FFFFFFFF 00000001 6D 0000000100000002");
        yield return Case(
            "multi",
            new MultiRequest(
            [
                new MultiOperation.Create("/a", Data), new MultiOperation.Delete("/a", 3),
                new MultiOperation.SetData("/a", Data), new MultiOperation.Check("/a", 4),
            ]),
            OpCode.Multi,
            $"00000001 00 FFFFFFFF {SlashA} 00000002 0102 {OpenAcl} 00000000" +
            $"00000002 00 FFFFFFFF {SlashA} 00000003" +
            $"00000005 00 FFFFFFFF {SlashA} 00000002 0102 FFFFFFFF" +
            $"0000000D 00 FFFFFFFF {SlashA} 00000004" +
            "FFFFFFFF 01 FFFFFFFF");
    }

    [TestCaseSource(nameof(Bodies))]
    public void A_request_is_a_length_a_header_and_its_fields(Delegate write, int op, int wanted, string body)
    {
        Assert.That(op, Is.EqualTo(wanted));

        var frame = RequestFrame.Of(5, (OpCode)op, (Action<JuteWriter>)write);

        var rest = $"00000005 {op:X8} {body}".Replace(" ", "", StringComparison.Ordinal);
        Assert.That(Bytes.Hex(frame.Span), Is.EqualTo($"{rest.Length / 2:X8}{rest}"));
    }

    [Test]
    public void A_connect_request_has_no_header_and_ends_in_the_read_only_flag()
    {
        var password = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();

        var frame = new ConnectRequest(0x1_0000_0002, 10_000, 0x0A0B, password).ToFrame();

        Assert.That(Bytes.Hex(frame.Span), Is.EqualTo(Bytes.Dense(
            "0000002D 00000000 0000000100000002 00002710 0000000000000A0B " +
            "00000010 000102030405060708090A0B0C0D0E0F 00")));
    }

    [Test]
    public void A_ping_is_a_header_with_a_number_of_its_own() =>
        Assert.That(Bytes.Hex(PingRequest.Frame.Span), Is.EqualTo("00000008FFFFFFFE0000000B"));

    [Test]
    public void Watches_are_set_again_in_three_lists()
    {
        var frame = new SetWatchesRequest(0x200000001, ["/a"], ["/b", "/c"], []).ToFrame();

        Assert.That(Bytes.Hex(frame.Span), Is.EqualTo(Bytes.Dense(
            "0000002E FFFFFFF8 00000065 0000000200000001 00000001 00000002 2F61 " +
            "00000002 00000002 2F62 00000002 2F63 00000000")));
    }

    [Test]
    public void A_request_gets_its_number_when_it_is_sent()
    {
        var frame = RequestFrame.Of(0, OpCode.Sync, new SyncRequest("/").Write);

        RequestFrame.SetXid(frame, 0x01020304);

        Assert.That(Bytes.Hex(frame.Span), Is.EqualTo(Bytes.Dense("0000000D 01020304 00000009 00000001 2F")));
    }

    [Test]
    public void Null_data_lists_and_text_differ_from_empty_ones() =>
        Assert.That(
            Bytes.Written(writer =>
            {
                writer.String(null);
                writer.String("");
                writer.Buffer([]);
                writer.Strings([]);
                AclRecord.Write(writer, ImmutableArray<Acl>.Empty);
            }),
            Is.EqualTo(Bytes.Dense("00000014 FFFFFFFF 00000000 00000000 00000000 00000000")));

    [Test]
    public void Text_is_utf8() =>
        Assert.That(Bytes.Written(writer => writer.String("é漢")), Is.EqualTo(Bytes.Dense("00000009 00000005 C3A9 E6BCA2")));

    private static TestCaseData Case<TReply>(string name, IRequest<TReply> request, OpCode wanted, string body) =>
        new TestCaseData((Action<JuteWriter>)request.Write, (int)request.Op, (int)wanted, body)
            .SetArgDisplayNames(name);
}
