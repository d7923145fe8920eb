using System.Buffers.Binary;
using System.Text;

namespace ZooKeeper.Persistence;

/// <summary>Reads jute from a file of any size and adds up the checksum of what it has read.</summary>
/// <param name="source">Read from where it stands; left open.</param>
internal sealed class FileReader(Stream source)
{
    /// <summary>A znode's data, a path, a list: nothing in a sound file is longer (jute.maxbuffer is an int).</summary>
    public const int Longest = 1 << 30;

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly byte[] small = new byte[sizeof(long)];
    private byte[] chunk = new byte[1 << 12];
    private Adler32 sum = new();
    private (int At, int End) rest;

    /// <summary>Bytes read.</summary>
    public long Position { get; private set; }

    /// <summary>Of all that was read.</summary>
    public long Checksum => sum.Value;

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Fill(small, sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Fill(small, sizeof(long)));

    public byte Byte() => Fill(small, 1)[0];

    /// <summary>Valid until the next read; null is read as empty.</summary>
    public ReadOnlySpan<byte> Buffer()
    {
        var length = Int();
        return length == -1 ? [] : Bytes(length);
    }

    public string String() => Encoding.UTF8.GetString(Buffer());

    /// <summary>How many elements follow.</summary>
    public int Count() => Int() switch
    {
        -1 => 0,
        var count and >= 0 => count,
        var count => throw new InvalidDataException($"a list of {count} elements before byte {Position}"),
    };

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length is < 0 or > Longest)
        {
            throw new InvalidDataException($"a length of {length} before byte {Position}");
        }

        if (length > chunk.Length)
        {
            // Grown by what is there, not by what a damaged length claims.
            return Grow(length);
        }

        return Fill(chunk, length);
    }

    /// <summary>Nothing follows.</summary>
    public bool AtEnd => rest.At == rest.End && !Refill();

    private ReadOnlySpan<byte> Grow(int length)
    {
        var read = 0;
        while (read < length)
        {
            if (read == chunk.Length)
            {
                Array.Resize(ref chunk, (int)Math.Min(length, (long)chunk.Length * 2));
            }

            var part = chunk.AsSpan(read, Math.Min(chunk.Length, length) - read);
            Exactly(part);
            read += part.Length;
        }

        return chunk.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> Fill(byte[] into, int length)
    {
        var part = into.AsSpan(0, length);
        Exactly(part);
        return part;
    }

    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    private void Exactly(Span<byte> part)
    {
        for (var done = 0; done < part.Length;)
        {
            if (AtEnd)
            {
                throw new EndOfStreamException();
            }

            var run = buffer.AsSpan(rest.At, Math.Min(rest.End - rest.At, part.Length - done));
            run.CopyTo(part[done..]);
            (rest.At, done) = (rest.At + run.Length, done + run.Length);
        }

        sum.Add(part);
        Position += part.Length;
    }

    private bool Refill()
    {
        rest = (0, source.Read(buffer));
        return rest.End > 0;
    }
}
