using System.Buffers.Binary;
using System.Text;
using ZooKeeper.Persistence;

namespace Unit.ZooKeeper.Persistence;

/// <summary>Snapshots and logs as ZooKeeper writes them, byte by byte.</summary>
internal static class DataFiles
{
    public static byte[] Log(params long[] zxids) =>
        [.. "ZKLG"u8, .. Int(2), .. Long(0), .. zxids.SelectMany(Transaction)];

    /// <summary>Checksum, length, header with the zxid, some content, end.</summary>
    public static byte[] Transaction(long zxid)
    {
        byte[] content = [.. Long(77), .. Int(5), .. Long(zxid), .. Long(1234), .. Int(1), .. "content"u8];
        return [.. Long(Sum(content)), .. Int(content.Length), .. content, (byte)'B'];
    }

    /// <param name="digest">As 3.6 and later append it.</param>
    /// <param name="lastZxid">As 3.9 appends it.</param>
    public static byte[] Snapshot(bool digest, bool lastZxid, params string[] paths)
    {
        List<byte> bytes =
        [
            .. "ZKSN"u8, .. Int(2), .. Long(-1),
            .. Int(1), .. Long(99), .. Int(4000),
            .. Int(1), .. Long(1), .. Int(1), .. Int(31), .. Text("world"), .. Text("anyone"),
            .. paths.Prepend("").SelectMany(
                path => (byte[])[.. Text(path), .. Text("data"), .. Long(1), .. new byte[60]]),
            .. Text("/"),
        ];
        Seal(bytes);
        if (digest)
        {
            bytes.AddRange([.. Long(0x100000066), .. Int(2), .. Long(0x123456789)]);
            Seal(bytes);
        }

        if (lastZxid)
        {
            bytes.AddRange(Long(0x100000066));
            Seal(bytes);
        }

        return [.. bytes];
    }

    private static void Seal(List<byte> bytes) => bytes.AddRange([.. Long(Sum([.. bytes])), .. Text("/")]);

    private static long Sum(byte[] bytes)
    {
        var sum = new Adler32();
        sum.Add(bytes);
        return sum.Value;
    }

    private static byte[] Text(string text) => [.. Int(text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Int(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
