using System.Collections.Immutable;
using Ensembles.Inventories;

namespace Ensembles.Preflight.Fitness;

/// <summary>What one host said of itself and of the servers on it (<c>fitness.sh</c>), as it said it.</summary>
public sealed record FitnessProbe
{
    public required string Host { get; init; }

    /// <summary>In the order of the inventory.</summary>
    public required ImmutableArray<ServerFitness> Servers { get; init; }

    /// <summary>
    /// How far its clock is from this machine's: at least and at most, since the answer was under way for some time; null
    /// where it does not tell.
    /// </summary>
    public (TimeSpan Least, TimeSpan Most)? Clock { get; init; }

    /// <summary>What keeps its clock has synchronised it; null where nothing tells.</summary>
    public bool? IsSynchronised { get; init; }

    /// <summary>Bytes; 0 where it does not tell.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes: size of its swap, and what is in use of that.</summary>
    public (long Size, long Used) Swap { get; init; }

    /// <summary>vm.swappiness, 0 to 200; null where it does not tell.</summary>
    public int? Swappiness { get; init; }

    /// <summary><c>always</c>, <c>madvise</c> or <c>never</c>; null where the kernel has no transparent huge pages.</summary>
    public string? HugePages { get; init; }

    /// <summary>Files that a process of the account may open; null where it is unlimited or not told.</summary>
    public long? AccountFiles { get; init; }
}

/// <summary>One server on a host, by its very process where it runs.</summary>
public sealed record ServerFitness(Server Server)
{
    /// <summary>Null where it does not run.</summary>
    public int? Process { get; init; }

    /// <summary>Bytes of its maximum heap, by its own arguments, or a quarter of the memory where they say nothing.</summary>
    public long? Heap { get; init; }

    /// <summary>Bytes of the process in memory, and of it in the swap.</summary>
    public long Resident { get; init; }

    /// <inheritdoc cref="Resident"/>
    public long Swapped { get; init; }

    /// <summary>Files that it may open now; null where it is unlimited or does not run.</summary>
    public long? Files { get; init; }

    /// <summary>Files that it has open; null where they are not ours to count.</summary>
    public long? Open { get; init; }

    /// <summary>Bytes of the newest snapshot: what the tree takes on the disk; 0 where there is none.</summary>
    public long Snapshot { get; init; }

    /// <summary>Each write of 4 KiB and its fdatasync at the transaction log; empty where it could not be measured.</summary>
    public ImmutableArray<TimeSpan> Disk { get; init; } = [];

    /// <summary>It could not be measured since its disk had no room for the small file.</summary>
    public bool IsDiskFull { get; init; }

    /// <summary>The folder that was measured: that of the transaction log, or the nearest above it that is there.</summary>
    public string Measured { get; init; } = "";

    /// <summary>The usual time of a write; zero where it could not be measured.</summary>
    public TimeSpan Median => Disk.IsEmpty ? TimeSpan.Zero : Disk.Order().ElementAt(Disk.Length / 2);

    /// <summary>The longest.</summary>
    public TimeSpan Worst => Disk.DefaultIfEmpty().Max();
}
