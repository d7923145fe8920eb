using System.Buffers.Binary;
using System.Text;

namespace Remote.Ssh;

/// <summary>Reads the data types of the SSH protocol (RFC 4251, section 5) from the front of a message.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> where the message ends too soon.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public ReadOnlySpan<byte> Bytes()
    {
        var length = UInt32();
        return length <= rest.Length
            ? Take((int)length)
            : throw new InvalidDataException($"A string of {length} bytes where only {rest.Length} are left");
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Take(int count)
    {
        if (rest.Length < count)
        {
            throw new InvalidDataException($"The message ends where {count} bytes should follow");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
