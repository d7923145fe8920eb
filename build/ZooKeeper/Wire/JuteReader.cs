using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using ZooKeeper.Client;

namespace ZooKeeper.Wire;

/// <summary>Reads what <see cref="JuteWriter"/> writes; every length is checked against what is there.</summary>
internal ref struct JuteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly int Remaining => rest.Length;

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    public bool Bool() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        var other => throw new ZooKeeperProtocolException($"a boolean is 0 or 1, not {other}"),
    };

    /// <summary>A buffer; null is read as empty.</summary>
    public ReadOnlySpan<byte> Buffer()
    {
        var length = Int();
        return length == -1 ? [] : Take(length);
    }

    /// <summary>A string; null is read as empty.</summary>
    public string String() => Encoding.UTF8.GetString(Buffer());

    /// <summary>The number of elements that follow; a null vector has none.</summary>
    /// <param name="smallest">Bytes that an element takes at least: bounds what is allocated for them.</param>
    public int Count(int smallest)
    {
        var count = Int();
        return count == -1 ? 0
            : count >= 0 && count <= rest.Length / smallest ? count
            : throw new ZooKeeperProtocolException($"{rest.Length} bytes cannot hold {count} elements");
    }

    public ImmutableArray<string> Strings()
    {
        var strings = ImmutableArray.CreateBuilder<string>(Count(sizeof(int)));
        for (var left = strings.Capacity; left > 0; left--)
        {
            strings.Add(String());
        }

        return strings.MoveToImmutable();
    }

    /// <summary>A message ends where its last field ends.</summary>
    public readonly void End()
    {
        if (rest.Length > 0)
        {
            throw new ZooKeeperProtocolException($"{rest.Length} bytes too many at the end of a message");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > rest.Length)
        {
            throw new ZooKeeperProtocolException($"{count} bytes wanted where {rest.Length} are left");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
