using System.Buffers.Binary;
using CsCheck;
using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Wire;

public sealed class FrameReaderTests
{
    [Test]
    public void Frames_are_cut_the_same_however_the_bytes_arrive() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[1, 8], Gen.Int[1, 500]).Sample((frames, step) =>
        {
            var reader = new FrameReader(new Trickle([.. frames.SelectMany(Framed)], step), 1024);

            foreach (var frame in frames)
            {
                Assert.That(Next(reader), Is.EqualTo(frame));
            }

            Assert.That(() => Next(reader), Throws.TypeOf<EndOfStreamException>());
        });

    [Test]
    public void Frames_larger_than_the_first_buffer_are_read_whole()
    {
        var large = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(large);
        byte[] small = [1, 2, 3];
        var reader = new FrameReader(
            new Trickle([.. Framed(small), .. Framed(large), .. Framed(small)], 70_000), 4 * 1024 * 1024);

        Assert.That(Next(reader), Is.EqualTo(small));
        Assert.That(Next(reader).SequenceEqual(large), Is.True);
        Assert.That(Next(reader), Is.EqualTo(small));
    }

    [TestCase(1025)]
    [TestCase(int.MaxValue)]
    [TestCase(-1)]
    public void A_length_out_of_bounds_is_refused_before_the_frame_is_read(int length)
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);
        var reader = new FrameReader(new MemoryStream(prefix), 1024);

        Assert.That(
            () => Next(reader),
            Throws.TypeOf<ZooKeeperProtocolException>().With.Message.Contains("at most 1024"));
    }

    [Test]
    public void An_end_within_a_frame_is_an_end()
    {
        var reader = new FrameReader(new MemoryStream([0, 0, 0, 9, 1, 2]), 1024);

        Assert.That(() => Next(reader), Throws.TypeOf<EndOfStreamException>());
    }

    private static byte[] Next(FrameReader reader) => reader.ReadAsync(default).AsTask().GetAwaiter().GetResult().ToArray();

    private static byte[] Framed(byte[] body)
    {
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > step ? buffer[..step] : buffer, cancellationToken);
    }
}
