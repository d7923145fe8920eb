using System.Buffers.Binary;
using System.Text;

namespace ZooKeeper.Persistence;

/// <summary>Reads jute from a file of any size and adds up the checksum of what it has read.</summary>
/// <param name="source">Read from where it stands; left open.</param>
internal sealed class FileReader(Stream source)
{
    /// <summary>A znode's data, a path, a list: nothing in a sound file is longer (jute.maxbuffer is an int).</summary>
    public const int Longest = 1 << 30;

    private readonly BufferedStream buffered = new(source, 1 << 16);
    private readonly byte[] small = new byte[sizeof(long)];
    private byte[] chunk = new byte[1 << 12];
    private Adler32 sum = new();
    private byte? pushed;

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
    public bool AtEnd
    {
        get
        {
            var next = buffered.ReadByte();
            if (next >= 0)
            {
                pushed = (byte)next;
            }

            return next < 0 && pushed is null;
        }
    }

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
        var rest = part;
        if (rest.Length > 0 && pushed is { } first)
        {
            (rest[0], pushed) = (first, null);
            rest = rest[1..];
        }

        buffered.ReadExactly(rest);
        sum.Add(part);
        Position += part.Length;
    }
}
