using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories;

namespace Ensembles.Preflight.Fitness;

/// <summary>What of the measured is not as a ZooKeeper server needs it. Pure.</summary>
public static class FitnessChecks
{
    /// <summary>From here on the kernel prefers swapping a heap out to giving file caches up; ZooKeeper's guide wants none.</summary>
    private const int UsualSwappiness = 10;

    public static IEnumerable<Finding> Of(Inventory inventory, ImmutableArray<FitnessProbe> probes)
    {
        var limits = FitnessLimits.Of(inventory.Settings);
        return
        [
            .. probes.SelectMany(probe => probe.Servers.SelectMany(server => DiskOf(probe, server, limits))),
            .. probes.SelectMany(SwapOf),
            .. probes.SelectMany(probe => probe.Servers.SelectMany(server => FilesOf(probe, server, limits))),
            .. probes.SelectMany(HeapOf),
            .. probes.SelectMany(HostOf),
            .. ClocksOf(probes, limits),
        ];
    }

    private static IEnumerable<Finding> DiskOf(FitnessProbe probe, ServerFitness server, FitnessLimits limits)
    {
        if (server.IsDiskFull)
        {
            yield return Error(HostCodes.DiskFull, probe, server,
                $"the disk of {server.Measured} is full, so the transaction log has no room and its disk was not measured",
                "make room there, or write paths.dataLog on another disk");
        }
        else if (server.Disk.IsEmpty)
        {
            yield return Warning(HostCodes.DiskNotMeasured, probe, server,
                $"{server.Measured} could not be written to, so the disk of the transaction log was not measured",
                "see the findings of Plan on folders, or run the suite as an account that may write there");
        }
        else if (server.Median > limits.DangerousWrite)
        {
            yield return Error(HostCodes.DiskSlow, probe, server,
                $"a write to {server.Measured} usually takes {Ms(server.Median)}, and {Ms(limits.DangerousWrite)} are a "
                + "twentieth of the time after which a follower is dropped (tickTime times syncLimit)",
                "give paths.dataLog a disk of its own that is not on a network, and see what else writes there");
        }
        else if (server.Median > limits.UsualWrite || server.Worst > limits.LongWrite)
        {
            yield return Warning(HostCodes.DiskSlow, probe, server,
                $"a write to {server.Measured} usually takes {Ms(server.Median)}, the longest {Ms(server.Worst)}: "
                + $"more than {Ms(limits.UsualWrite)} and {Ms(limits.LongWrite)} are felt by every client",
                "give paths.dataLog a disk of its own, and see what else writes there");
        }
    }

    private static IEnumerable<Finding> SwapOf(FitnessProbe probe)
    {
        foreach (var server in probe.Servers.Where(server => server.Swapped > 0))
        {
            yield return new(HostCodes.ServerSwapped, server.Swapped * 10 > server.Heap ? FaultSeverity.Error : FaultSeverity.Warning,
                Subject.OnHost(probe.Host, server.Server.Id),
                $"{Size(server.Swapped)} of its process are in the swap: a collection of garbage reads them back while clients wait",
                "free memory on the host, switch the swap off (swapoff -a), and restart the server");
        }

        if (probe.Swap.Size > 0 && probe.Swappiness > UsualSwappiness)
        {
            yield return Warning(HostCodes.Swappiness, probe, null,
                $"the host has {Size(probe.Swap.Size)} of swap, and vm.swappiness is {probe.Swappiness}",
                "run sysctl vm.swappiness=1 and write it to a file in /etc/sysctl.d, or switch the swap off");
        }
    }

    private static IEnumerable<Finding> FilesOf(FitnessProbe probe, ServerFitness server, FitnessLimits limits)
    {
        var (files, whose) = server.Process is null ? (probe.AccountFiles, "a process of its account") : (server.Files, "its process");
        const string Remedy = "raise it: LimitNOFILE of the unit, or nofile in /etc/security/limits.d for the account; "
            + "it takes effect at the next start";
        if (files is { } most && server.Open is { } open && open * 5 > most * 4)
        {
            yield return Error(HostCodes.FilesFew, probe, server, $"{whose} has {open} files open and may open {most}", Remedy);
        }
        else if (files < limits.Files)
        {
            yield return Warning(HostCodes.FilesFew, probe, server,
                $"{whose} may open {files} files, and connections alone may need {limits.Files}", Remedy);
        }
    }

    private static IEnumerable<Finding> HeapOf(FitnessProbe probe)
    {
        foreach (var server in probe.Servers.Where(server => server.Heap > 0 && server.Snapshot * 4 > server.Heap))
        {
            yield return new(HostCodes.HeapFull, server.Snapshot * 2 > server.Heap ? FaultSeverity.Error : FaultSeverity.Warning,
                Subject.OnHost(probe.Host, server.Server.Id),
                $"its tree takes {Size(server.Snapshot)} on the disk and more in memory, and its process has a heap of {Size(server.Heap!.Value)}",
                "raise java.heap, or find what fills the tree");
        }

        var heaps = probe.Servers.Sum(server => server.Heap ?? 0);
        if (probe.Memory > 0 && heaps * 4 > probe.Memory * 3)
        {
            yield return new(HostCodes.HeapBeyondMemory, heaps > probe.Memory ? FaultSeverity.Error : FaultSeverity.Warning,
                Subject.OnHost(probe.Host),
                $"servers that run may fill {Size(heaps)} of heap, and the host has {Size(probe.Memory)} of memory",
                "lower java.heap: the Java machine needs more than its heap, and the system needs a cache of files");
        }
    }

    private static IEnumerable<Finding> HostOf(FitnessProbe probe)
    {
        if (probe.HugePages == "always")
        {
            yield return Warning(HostCodes.HugePages, probe, null,
                "transparent huge pages are on for every process: the kernel stops one to put its memory in order",
                "write madvise to /sys/kernel/mm/transparent_hugepage/enabled at each start of the host");
        }

        if (probe.IsSynchronised == false)
        {
            yield return Warning(HostCodes.ClockFree, probe, null, "its clock is not synchronised, and drifts",
                "let a time service (chrony, systemd-timesyncd) set it, and see that it reaches its sources");
        }
    }

    /// <summary>Only what is certain: the two that are the furthest apart, at the least that this may be.</summary>
    private static IEnumerable<Finding> ClocksOf(ImmutableArray<FitnessProbe> probes, FitnessLimits limits)
    {
        var told = probes.Where(probe => probe.Clock is not null).ToList();
        if (told.Count < 2)
        {
            yield break;
        }

        var (ahead, behind) = (told.MaxBy(probe => probe.Clock!.Value.Least)!, told.MinBy(probe => probe.Clock!.Value.Most)!);
        var skew = ahead.Clock!.Value.Least - behind.Clock!.Value.Most;
        if (skew > limits.Skew)
        {
            yield return Warning(HostCodes.ClocksApart, ahead, null,
                $"its clock is at least {skew.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s ahead of that of {behind.Host}",
                "let one time service (chrony, systemd-timesyncd) set both");
        }
    }

    /// <summary>Milliseconds as people read them: <c>0.4 ms</c>, <c>120 ms</c>.</summary>
    public static string Ms(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";

    /// <summary><c>96 MiB</c>, <c>31.5 GiB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => (bytes / (double)(1L << 30)).ToString("0.#", CultureInfo.InvariantCulture) + " GiB",
        >= 1L << 20 => $"{bytes >> 20} MiB",
        _ => $"{bytes >> 10} KiB",
    };

    private static Finding Error(FindingCode code, FitnessProbe probe, ServerFitness? server, string what, string remedy) =>
        new(code, FaultSeverity.Error, Subject.OnHost(probe.Host, server?.Server.Id), what, remedy);

    private static Finding Warning(FindingCode code, FitnessProbe probe, ServerFitness? server, string what, string remedy) =>
        new(code, FaultSeverity.Warning, Subject.OnHost(probe.Host, server?.Server.Id), what, remedy);
}
