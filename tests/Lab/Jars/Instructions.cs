using System.Buffers.Binary;

namespace Lab.Jars;

/// <summary>The instructions of a method, one after the other (Java VM specification, chapter 6).</summary>
internal static class Instructions
{
    private const int TableSwitch = 170, LookupSwitch = 171, Wide = 196;

    /// <returns>Code of the operation and its first operand: an index of two bytes, or of one for <c>ldc</c> and loads.</returns>
    public static IEnumerable<(int Code, int Operand)> Of(ReadOnlyMemory<byte> method)
    {
        for (var at = 0; at < method.Length;)
        {
            int code = method.Span[at];
            int length = Length(method.Span, at);
            yield return (code, length switch
            {
                1 => 0,
                2 => method.Span[at + 1],
                _ => BinaryPrimitives.ReadUInt16BigEndian(method.Span[(at + 1)..]),
            });
            at += length;
        }
    }

    private static int Length(ReadOnlySpan<byte> code, int at) => code[at] switch
    {
        16 or 18 or (>= 21 and <= 25) or (>= 54 and <= 58) or 169 or 188 => 2,
        17 or 19 or 20 or 132 or (>= 153 and <= 168) or (>= 178 and <= 184) or 187 or 189 or 192 or 193 or 198 or 199 => 3,
        197 => 4,
        185 or 186 or 200 or 201 => 5,
        Wide => code[at + 1] == 132 ? 6 : 4,
        TableSwitch => Padding(at) + 12 + 4 * (Int(code, at + Padding(at) + 8) - Int(code, at + Padding(at) + 4) + 1),
        LookupSwitch => Padding(at) + 8 + 8 * Int(code, at + Padding(at) + 4),
        _ => 1,
    };

    /// <summary>From the instruction to the next address that four divides.</summary>
    private static int Padding(int at) => 4 - at % 4;

    private static int Int(ReadOnlySpan<byte> code, int at) => BinaryPrimitives.ReadInt32BigEndian(code[at..]);
}
