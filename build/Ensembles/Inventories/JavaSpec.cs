using System.Collections.Immutable;
using System.Globalization;

namespace Ensembles.Inventories;

/// <summary>The Java machine that a server runs in.</summary>
public sealed record JavaSpec
{
    /// <summary>JAVA_HOME on the hosts; null: what is found there.</summary>
    public string? Home { get; init; }

    /// <summary>Maximum heap, as <c>-Xmx</c> takes it: <c>512m</c>, <c>1g</c>. Default 1g.</summary>
    public required string Heap { get; init; }

    /// <summary><see cref="Heap"/> in bytes.</summary>
    public long HeapBytes => Bytes(Heap) ?? 0;

    /// <summary>
    /// Each one word of printable ASCII without blanks and wildcards: zkServer.sh splits and expands them.
    /// </summary>
    public required ImmutableArray<string> Flags { get; init; }

    /// <summary>A size as <c>-Xmx</c> takes it: a number of bytes, or one with k, m, g or t.</summary>
    /// <returns>Null where the text is none.</returns>
    public static long? Bytes(string size)
    {
        int shift = size.Length == 0 ? 0 : char.ToLowerInvariant(size[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        return long.TryParse(
            shift == 0 ? size : size[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number << shift : null;
    }
}
