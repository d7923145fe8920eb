using CsCheck;
using ZooKeeper.Client;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace Unit.ZooKeeper.Wire;

public sealed class JutePropertyTests
{
    [Test]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.Int, Gen.Long, Gen.Bool, Gen.Byte.Array, Gen.String.AlphaNumeric, Gen.String.AlphaNumeric.Array)
            .Sample((number, big, flag, bytes, text, list) =>
            {
                var writer = new JuteWriter(sizeHint: 1);
                writer.Int(number);
                writer.Long(big);
                writer.Bool(flag);
                writer.Buffer(bytes);
                writer.String(text);
                writer.Strings(list);
                var reader = new JuteReader(writer.ToFrame().Span[sizeof(int)..]);

                Assert.That((reader.Int(), reader.Long(), reader.Bool()), Is.EqualTo((number, big, flag)));
                Assert.That(reader.Buffer().ToArray(), Is.EqualTo(bytes));
                Assert.That(reader.String(), Is.EqualTo(text));
                Assert.That(reader.Strings(), Is.EqualTo(list));
                Assert.That(reader.Remaining, Is.Zero);
            });

    [Test]
    public void Random_bytes_are_a_reply_or_a_protocol_error() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            Survives(() => Bytes.Read(new CreateRequest("/", default, [], default), bytes));
            Survives(() => Bytes.Read(new Create2Request("/", default, [], default), bytes));
            Survives(() => Bytes.Read(new ExistsRequest("/", false), bytes));
            Survives(() => Bytes.Read(new GetDataRequest("/", false), bytes));
            Survives(() => Bytes.Read(new GetChildrenRequest("/", false), bytes));
            Survives(() => Bytes.Read(new GetAclRequest("/"), bytes));
            Survives(() => Bytes.Read(new SyncRequest("/"), bytes));
            Survives(() => Bytes.Read(new MultiRequest([]), bytes));
            Survives(() => ConnectReply.Read(bytes));
            Survives(() =>
            {
                var reader = new JuteReader(bytes);
                ReplyHeader.Read(ref reader);
                WatchNotification.Read(ref reader);
            });
        });

    [Test]
    public void Small_numbers_in_random_places_are_a_reply_or_a_protocol_error() =>
        // Lengths and counts of a few are what random bytes hardly ever hit.
        Gen.Int[-2, 6].Array[0, 60].Sample(numbers =>
        {
            var writer = new JuteWriter();
            Array.ForEach(numbers, writer.Int);
            var bytes = writer.ToFrame().Span[sizeof(int)..].ToArray();
            Survives(() => Bytes.Read(new GetChildrenRequest("/", false), bytes));
            Survives(() => Bytes.Read(new GetAclRequest("/"), bytes));
            Survives(() => Bytes.Read(new MultiRequest([]), bytes));
        });

    private static void Survives(Action read)
    {
        try
        {
            read();
        }
        catch (ZooKeeperProtocolException)
        {
            // The one error that bytes may cause.
        }
    }
}
