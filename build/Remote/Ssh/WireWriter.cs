using System.Buffers;
using System.Buffers.Binary;

namespace Remote.Ssh;

/// <summary>Writes the data types of the SSH protocol (RFC 4251, section 5).</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    public WireWriter Byte(byte value)
    {
        buffer.Write([value]);
        return this;
    }

    public WireWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
        return this;
    }

    public WireWriter Bytes(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        buffer.Write(value);
        return this;
    }
}
