using System.Globalization;
using Ensembles.Findings;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>Room for what a rollout puts on each disk of a host, all of it added up.</summary>
internal static class DiskChecks
{
    /// <summary>The archive, what is unpacked from it, and the folder that this replaces.</summary>
    private const int ArchiveTimes = 4;

    /// <summary>A joiner's copy of the data, and the snapshots and logs that follow until the first purge.</summary>
    private const int DataTimes = 3;

    /// <summary>KiB for the files that are not counted.</summary>
    private const long Little = 1024;

    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope)
    {
        foreach (var disk in probe.Folders.Where(folder => folder.Available is not null).GroupBy(folder => folder.Disk))
        {
            var needs = disk.Select(folder => (Folder: folder, KiB: Need(folder, probe, scope)))
                .Where(need => need.KiB > 0).ToList();
            var (need, free) = (needs.Sum(need => need.KiB), disk.First().Available!.Value);
            if (need > free)
            {
                var what = string.Join(", ", needs.Select(need => $"{Megabytes(need.KiB)} for {Name(need.Folder)}"));
                yield return Error(HostCodes.DiskFull, probe, null,
                    $"{disk.Key} has {Free(free)} free, {Megabytes(need)} are needed: {what}",
                    "make room, or write folders on another disk under paths");
            }
        }
    }

    private static long Need(ProbedFolder folder, HostProbe probe, PreflightScope scope)
    {
        var joins = folder.Server is { } id && !probe.Pids.ContainsKey(id) && probe.Sizes.GetValueOrDefault(id) == 0;
        return folder.Kind switch
        {
            "install" => probe.Installed ? 0 : scope.ArchiveBytes * ArchiveTimes >> 10,
            "data" when joins && SharesLog(folder, scope) => Little + (scope.DataKiB * DataTimes) + FirstLog(scope),
            "data" when joins => Little + (scope.DataKiB * DataTimes),
            "dataLog" when joins => Little + FirstLog(scope),
            _ => Little,
        };
    }

    private static bool SharesLog(ProbedFolder folder, PreflightScope scope) =>
        scope.Inventory.Servers.First(server => server.Id == folder.Server).Paths is var paths
        && paths.Data == paths.DataLog;

    /// <summary>KiB that a transaction log begins with: <c>preAllocSize</c>, by default 64 MiB (FilePadding).</summary>
    private static long FirstLog(PreflightScope scope) =>
        scope.Inventory.Settings.Values.TryGetValue("preAllocSize", out var text)
        && long.TryParse(text, CultureInfo.InvariantCulture, out var given) ? given : 64 << 10;

    private static string Name(ProbedFolder folder) =>
        folder.Server is { } id ? $"{folder.Kind} of server {id}" : folder.Kind;

    /// <summary>No more than there is.</summary>
    private static string Free(long kib) => kib < 1024 ? $"{kib} KiB" : $"{kib >> 10} MiB";

    /// <summary>No less than is needed.</summary>
    private static string Megabytes(long kib) => $"{(kib + 1023) >> 10} MiB";
}
