using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Ensembles.Observing;

/// <summary>The two ends of a connection, as Linux lists it in <c>/proc/net/tcp</c> and <c>tcp6</c> (proc(5)).</summary>
internal sealed record SocketLine(IPEndPoint Local, IPEndPoint Remote)
{
    /// <param name="text">Both ends with a blank between them: <c>0100007F:0BC3 0100007F:D2F4</c></param>
    public static SocketLine Parse(string text) => text.Split(' ') is [var local, var remote]
        ? new(End(local), End(remote))
        : throw new FormatException($"'{text}' is no pair of ends of a connection");

    private static IPEndPoint End(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new(
            Address(text[..colon]), int.Parse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    /// <summary>Words of four bytes in the order of the processor.</summary>
    private static IPAddress Address(string digits)
    {
        var bytes = new byte[digits.Length / 2];
        for (var word = 0; word < bytes.Length; word += 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes.AsSpan(word), uint.Parse(digits.AsSpan(word * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
