using System.Buffers.Binary;
using System.Text;

namespace ZooKeeper.Client.Sasl;

/// <summary>The file of a keytab (MIT krb5, "Keytab file format", version 2).</summary>
internal static class KeytabFile
{
    /// <summary><c>NAME@REALM</c> of the first entry; null: it has none, or this is no keytab.</summary>
    public static string? FirstPrincipal(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes is not [5, 2, ..])
            {
                return null;
            }

            var rest = bytes[2..];
            int size;
            while ((size = BinaryPrimitives.ReadInt32BigEndian(rest)) < 0)
            {
                rest = rest[(sizeof(int) - size)..]; // A hole that a removed key has left.
            }

            rest = rest[sizeof(int)..];
            var parts = new string[BinaryPrimitives.ReadInt16BigEndian(rest)];
            rest = rest[sizeof(short)..];
            var realm = Text(ref rest);
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = Text(ref rest);
            }

            return $"{string.Join('/', parts)}@{realm}";
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // It ends too early.
        }
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var text = Encoding.UTF8.GetString(rest.Slice(sizeof(ushort), length));
        rest = rest[(sizeof(ushort) + length)..];
        return text;
    }
}
