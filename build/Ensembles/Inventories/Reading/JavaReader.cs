using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>java</c>.</summary>
internal static class JavaReader
{
    private const string DefaultHeap = "1g";
    private const long Mebibyte = 1L << 20;

    public static JavaSpec Read(FoundMap root, ReadContext context)
    {
        var map = root.Map("java") ?? FoundMap.Empty("java", root.At);
        if (map.Text("heap") is { } heap)
        {
            CheckHeap(heap, context.Faults);
        }

        var flags = map.List("flags")?.Items.OfType<FoundText>() ?? [];
        foreach (var flag in flags.Where(flag => flag.Value.StartsWith("-Xmx", StringComparison.Ordinal)))
        {
            context.Faults.Error(InventoryCodes.HeapFlag, flag, "is the maximum heap", "write java.heap");
        }

        return new JavaSpec
        {
            Home = map.Text("home") is { } home ? PathReader.Read(home, context, null) : null,
            Heap = map.Text("heap")?.Value ?? DefaultHeap,
            Flags = [.. flags.Select(flag => flag.Value)],
        };
    }

    private static void CheckHeap(FoundText heap, Faults faults)
    {
        long bytes = long.Parse(heap.Value[..^1], System.Globalization.CultureInfo.InvariantCulture)
            * char.ToLowerInvariant(heap.Value[^1]) switch { 'k' => 1L << 10, 'm' => Mebibyte, _ => 1L << 30 };
        if (bytes < 64 * Mebibyte)
        {
            faults.Warning(InventoryCodes.HeapTooSmall,
                heap, $"{heap.Shown} hardly holds an empty server", "use 128m or more");
        }
        else if (bytes is >= 32L << 30 and < 48L << 30)
        {
            faults.Warning(InventoryCodes.HeapInefficient,
                heap, $"{heap.Shown} holds less than 31g: from 32g on Java's references take twice the room",
                "use 31g or less, or 48g and more");
        }
    }
}
