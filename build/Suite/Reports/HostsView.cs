using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Preflight.Fitness;
using Suite.Terminals;
using static Ensembles.Preflight.Fitness.FitnessChecks;

namespace Suite.Reports;

/// <summary>What was measured of each server and its host: a row each, with the limits below.</summary>
internal static class HostsView
{
    private static readonly ImmutableArray<FittedColumn<(FitnessProbe Host, ServerFitness Server)>> Columns =
    [
        new("server", 0, row => row.Server.Server.Id.ToString(CultureInfo.InvariantCulture)),
        new("host", 0, row => row.Host.Host),
        new("write", 0, row => row.Server.Disk.IsEmpty ? "?" : Ms(row.Server.Median), IsNumber: true),
        new("longest", 0, row => row.Server.Disk.IsEmpty ? "?" : Ms(row.Server.Worst), IsNumber: true),
        new("swapped", 0, row => row.Server.Process is null ? "" : Size(row.Server.Swapped), IsNumber: true),
        new("swappiness", 0, row => row.Host.Swap.Size == 0 ? "no swap" : $"{row.Host.Swappiness}"),
        new("huge pages", 0, row => row.Host.HugePages ?? "none"),
        new("files", 0, row => row.Server.Process is null ? $"{row.Host.AccountFiles}" : $"{row.Server.Open}/{row.Server.Files}", IsNumber: true),
        new("tree", 0, row => Size(row.Server.Snapshot), IsNumber: true),
        new("heap", 0, row => row.Server.Heap is { } heap ? Size(heap) : "down", IsNumber: true),
        new("memory", 0, row => Size(row.Host.Memory), IsNumber: true),
        new("clock", 0, row => Clock(row.Host)),
    ];

    public static string Text(Inventory inventory, ImmutableArray<FitnessProbe> probes) =>
        string.Join('\n', Lines(inventory, probes));

    private static IEnumerable<string> Lines(Inventory inventory, ImmutableArray<FitnessProbe> probes)
    {
        var limits = FitnessLimits.Of(inventory.Settings);
        return
        [
            .. FittedTable.Lines(Columns, [.. probes.SelectMany(probe => probe.Servers.Select(server => (probe, server)))
                .OrderBy(row => row.server.Server.Id)], int.MaxValue).Select(line => line.Text.TrimEnd()),
            $"Limits by tickTime {inventory.Settings.TickTime} ms and syncLimit {inventory.Settings.SyncLimit}: a write "
            + $"{Ms(limits.UsualWrite)}, the longest {Ms(limits.LongWrite)}, clocks {limits.Skew.TotalSeconds:0.#} s apart; files {limits.Files}.",
        ];
    }

    private static string Clock(FitnessProbe host)
    {
        var state = host.IsSynchronised switch { true => "kept", false => "not kept", null => "?" };
        if (host.Clock is not { } clock)
        {
            return state;
        }

        // Nothing is known better than to half of the time that the answer took.
        var (middle, half) = ((clock.Least + clock.Most) / 2, (clock.Most - clock.Least) / 2);
        return string.Create(CultureInfo.InvariantCulture, $"{state} {Math.Round(middle.TotalSeconds, 2) + 0.0:+0.00;-0.00} s ± {half.TotalSeconds:0.00}");
    }
}
