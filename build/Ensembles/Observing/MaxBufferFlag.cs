using System.Globalization;
using System.Text.RegularExpressions;

namespace Ensembles.Observing;

/// <summary><c>jute.maxbuffer</c>: how many bytes a request, and a record in snapshots and logs, may have.</summary>
internal static partial class MaxBufferFlag
{
    /// <summary>Without the flag (BinaryInputArchive.maxBuffer): 0xfffff.</summary>
    public const long Default = 0xfffff;

    /// <summary>As a JVM is given it among other flags; null where it is not among them.</summary>
    public static long? In(string flags) =>
        Pattern().Matches(flags) is { Count: > 0 } found ? Value(found[^1].Groups[1].Value) : null;

    /// <summary>A number as Java's <c>Integer.decode</c> reads it; null where it is none.</summary>
    public static long? Value(string? text)
    {
        var isHex = text is not null && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return long.TryParse(
            isHex ? text![2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.Integer,
            CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    [GeneratedRegex("-Djute\\.maxbuffer=([0-9A-Fa-fx]+)")]
    private static partial Regex Pattern();
}
