using System.Globalization;
using ZooKeeper.Status;

namespace Ensembles.Membership;

/// <summary>What one server holds, as measured: on its disk and, where it serves, by its own word.</summary>
public sealed record DataHolding
{
    /// <summary>A server that never took part in an ensemble.</summary>
    public static DataHolding Nothing { get; } = new();

    /// <summary>Bytes of its snapshots and logs that are really on the disk; 0 where the host does not tell.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// The newest transaction: of a server that serves by its own word, else the largest zxid in the names of its
    /// files, and what it holds is at least as new.
    /// </summary>
    public Zxid Newest { get; init; }

    /// <summary><see cref="Newest"/> is the server's own word.</summary>
    public bool Told { get; init; }

    /// <summary>When its newest snapshot or log was last written; null where the host does not tell.</summary>
    public DateTimeOffset? LastWritten { get; init; }

    /// <summary>Znodes of its tree, also those that ZooKeeper makes itself; null where it does not serve.</summary>
    public long? Znodes { get; init; }

    /// <summary>The last epoch that it agreed to (acceptedEpoch); 0 on a server that was always alone.</summary>
    public long AcceptedEpoch { get; init; }

    /// <summary>The epoch that its data are of (currentEpoch).</summary>
    public long CurrentEpoch { get; init; }

    /// <summary>Neither files nor znodes.</summary>
    public bool IsEmpty => Bytes == 0 && Znodes is null && Newest.Value == 0;

    /// <summary>
    /// It clearly holds more than another: at least twice the znodes where both tell them, else twice the bytes. A
    /// zxid says nothing here: an empty leader of a later epoch has the larger one.
    /// </summary>
    public bool IsClearlyMoreThan(DataHolding other) => (Znodes, other.Znodes) is ({ } mine, { } theirs)
        ? mine >= 2 * theirs
        : !IsEmpty && (other.IsEmpty || Bytes >= 2 * other.Bytes);

    /// <summary><c>305 znodes up to 0x304d, 1.2 MiB, last written 2026-11-29 07:43:19 UTC</c></summary>
    public override string ToString() => IsEmpty ? "nothing" : string.Join(", ", Parts());

    /// <summary>Its bytes, in the unit that fits.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) >> 10} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB"),
    };

    private IEnumerable<string> Parts()
    {
        yield return Znodes is { } znodes
            ? string.Create(CultureInfo.InvariantCulture, $"{znodes} znodes up to {Newest}")
            : Told ? $"transactions up to {Newest}" : $"transactions up to {Newest} or later";
        if (Bytes > 0)
        {
            yield return Size(Bytes);
        }

        if (LastWritten is { } time)
        {
            yield return "last written " + time.UtcDateTime.ToString(
                "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        }
    }
}
