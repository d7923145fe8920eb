using System.Buffers.Binary;
using System.Text;

namespace ZooKeeper.Wire;

/// <summary>
/// Writes one frame in ZooKeeper's encoding (jute, BinaryOutputArchive): numbers big-endian, strings, buffers and
/// vectors behind their length, null as length -1.
/// </summary>
internal sealed class JuteWriter
{
    private const int Prefix = sizeof(int);
    private byte[] bytes;
    private int length = Prefix;

    public JuteWriter(int sizeHint = 128) => bytes = new byte[Prefix + sizeHint];

    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    public void Bool(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    public void Buffer(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void String(string? value)
    {
        if (value is null)
        {
            Int(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Int(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Strings(IReadOnlyCollection<string> values)
    {
        Int(values.Count);
        foreach (var value in values)
        {
            String(value);
        }
    }

    /// <summary>What was written, behind its length; nothing may be written afterwards.</summary>
    public Memory<byte> ToFrame()
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, length - Prefix);
        return bytes.AsMemory(0, length);
    }

    private Span<byte> Take(int count)
    {
        var start = length;
        length = checked(start + count);
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Max(length, Math.Min(2L * bytes.Length, Array.MaxLength)));
        }

        return bytes.AsSpan(start, count);
    }
}
