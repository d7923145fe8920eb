using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Wire;

/// <summary>Bytes as hexadecimal text, so that a test shows what goes over the wire.</summary>
internal static class Bytes
{
    /// <summary>The frame that is written, its length in front.</summary>
    public static string Written(Action<JuteWriter> write)
    {
        var writer = new JuteWriter();
        write(writer);
        return Hex(writer.ToFrame().Span);
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    /// <summary>Bytes from hexadecimal text with blanks.</summary>
    public static byte[] Of(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Hexadecimal text without the blanks that make it readable.</summary>
    public static string Dense(string hex) => hex.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Reads a reply as a call does: to its end.</summary>
    public static TReply Read<TReply>(IRequest<TReply> request, ReadOnlySpan<byte> body)
    {
        var reader = new JuteReader(body);
        var reply = request.Read(ref reader);
        reader.End();
        return reply;
    }
}
