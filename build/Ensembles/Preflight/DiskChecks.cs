using Ensembles.Findings;
using static Ensembles.Preflight.DiskRoom;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>Room for what a rollout puts on each disk of a host, all of it added up.</summary>
internal static class DiskChecks
{
    /// <summary>The archive, what is unpacked from it, and the folder that this replaces.</summary>
    private const int ArchiveTimes = 4;

    /// <summary>A joiner's copy of the data, and the snapshots and logs that follow until the first purge.</summary>
    private const int DataTimes = 3;

    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope)
    {
        foreach (var disk in probe.Folders.Where(folder => folder.Available is not null).GroupBy(folder => folder.Disk))
        {
            var needs = disk.Select(folder => (What: Name(folder), KiB: Need(folder, probe, scope)))
                .Concat(disk.SelectMany(folder => OfCopy(folder, probe, scope)))
                .Where(need => need.KiB > 0).ToList();
            var (need, free) = (needs.Sum(need => need.KiB), disk.First().Available!.Value);
            if (need > free)
            {
                var what = string.Join(", ", needs.Select(need => $"{Megabytes(need.KiB)} for {need.What}"));
                yield return Error(HostCodes.DiskFull, probe, null,
                    $"{disk.Key} has {Free(free)} free, {Megabytes(need)} are needed: {what}",
                    Remedy(disk, probe, scope));
            }
        }
    }

    /// <summary>
    /// The copy before the first change lies beside the data that it is taken of, and their server must be able to go on: it
    /// writes a snapshot and a new log at every start, and as it runs.
    /// </summary>
    private static IEnumerable<(string What, long KiB)> OfCopy(ProbedFolder folder, HostProbe probe, PreflightScope scope)
    {
        if (folder.Kind == "data" && folder.Server is { } id && id == scope.Copied && probe.Copies.GetValueOrDefault(id) is { } copy)
        {
            yield return ($"the copy of server {id} before the first change", copy.KiB);
            yield return ($"the next snapshot of server {id}, at most", copy.Next);
            var log = probe.Folders.FirstOrDefault(other => other.Server == id && other.Kind == "dataLog") ?? folder;
            yield return ("its next log", log.Disk == folder.Disk ? FirstLog(scope.Inventory) : 0);
        }
    }

    private static string Remedy(IEnumerable<ProbedFolder> disk, HostProbe probe, PreflightScope scope)
    {
        var data = disk.Where(folder => folder is { Kind: "data", Server: not null }).Select(folder => folder.Server!.Value).ToList();
        string Folder(int id) => $"{scope.Inventory.Servers.First(server => server.Id == id).Paths.Data}/backups";
        var kept = data.Where(id => probe.Copies.GetValueOrDefault(id) is { Kept: > Little }).ToList();
        return string.Join("; ", kept.Select(id =>
                $"the suite's own copies in {Folder(id)} take {Megabytes(probe.Copies[id].Kept)}: remove those that are not needed").Append(
            "make room, or write folders on another disk under paths" + (data.Any(id => id == scope.Copied)
                ? $"; --no-backup goes on without the copy, and a disk of its own at {Folder(scope.Copied!.Value)} takes it elsewhere" : "")));
    }

    private static long Need(ProbedFolder folder, HostProbe probe, PreflightScope scope)
    {
        var joins = folder.Server is { } id && !probe.Pids.ContainsKey(id) && probe.Sizes.GetValueOrDefault(id) == 0;
        return folder.Kind switch
        {
            "install" => probe.Installed ? 0 : scope.ArchiveBytes * ArchiveTimes >> 10,
            "data" when joins && SharesLog(folder, scope) => Little + (scope.DataKiB * DataTimes) + FirstLog(scope.Inventory),
            "data" when joins => Little + (scope.DataKiB * DataTimes),
            "dataLog" when joins => Little + FirstLog(scope.Inventory),
            _ => Little,
        };
    }

    private static bool SharesLog(ProbedFolder folder, PreflightScope scope) =>
        scope.Inventory.Servers.First(server => server.Id == folder.Server).Paths is var paths
        && paths.Data == paths.DataLog;

    private static string Name(ProbedFolder folder) =>
        folder.Server is { } id ? $"{folder.Kind} of server {id}" : folder.Kind;

    /// <summary>No more than there is.</summary>
    private static string Free(long kib) => kib < 1024 ? $"{kib} KiB" : $"{kib >> 10} MiB";

    /// <summary>No less than is needed.</summary>
    private static string Megabytes(long kib) => $"{(kib + 1023) >> 10} MiB";
}
