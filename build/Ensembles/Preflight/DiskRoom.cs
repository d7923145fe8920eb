using System.Globalization;
using Ensembles.Inventories;

namespace Ensembles.Preflight;

/// <summary>Room that servers need on their disks, in KiB.</summary>
internal static class DiskRoom
{
    /// <summary>For files that are not counted.</summary>
    public const long Little = 1024;

    /// <summary>What a transaction log begins with: <c>preAllocSize</c>, by default 64 MiB (FilePadding).</summary>
    public static long FirstLog(Inventory inventory) =>
        inventory.Settings.Values.TryGetValue("preAllocSize", out var text)
        && long.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : 64 << 10;

    /// <summary>What a server needs to go on beside its next snapshot.</summary>
    public static long LogAndMargin(Inventory inventory) => FirstLog(inventory) + Little;
}
