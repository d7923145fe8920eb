using System.Collections.Immutable;
using System.Globalization;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What a comparison of one node on all servers comes to.</summary>
internal enum NodeVerdict
{
    Equal,

    /// <summary>Changed, made or deleted after the transaction that the comparison is limited to.</summary>
    ChangedMeanwhile,

    /// <summary>
    /// Only the count and the time of changes of the children differ: servers before 3.6 may get them wrong when they
    /// replay a fuzzy snapshot (ZOOKEEPER-3125, ZOOKEEPER-3249).
    /// </summary>
    BookkeepingDiffers,

    Differs,
}

/// <summary>Compares what the servers show of one node.</summary>
internal static class NodeComparison
{
    private static readonly ImmutableArray<Field> Content =
    [
        new("czxid", reading => reading.Stat!.Czxid, "x"),
        new("mzxid", reading => reading.Stat!.Mzxid, "x"),
        new("ctime", reading => reading.Stat!.Ctime),
        new("mtime", reading => reading.Stat!.Mtime),
        new("version", reading => reading.Stat!.Version),
        new("aversion", reading => reading.Stat!.Aversion),
        new("ephemeralOwner", reading => reading.Stat!.EphemeralOwner, "x"),
        new("dataLength", reading => reading.Stat!.DataLength),
    ];

    private static readonly ImmutableArray<Field> Bookkeeping =
    [
        new("numChildren", reading => reading.Stat!.NumChildren),
        new("cversion", reading => reading.Stat!.Cversion),
        new("pzxid", reading => reading.Stat!.Pzxid, "x"),
    ];

    /// <param name="upTo">A transaction that all servers have applied; what changed later is not compared.</param>
    /// <param name="names">Of the servers, for the difference.</param>
    /// <param name="difference">What differs first, and how; null unless something does.</param>
    public static NodeVerdict Of(
        Reading[] servers, Zxid upTo, ImmutableArray<string> names, out string? difference)
    {
        difference = null;
        var changed = servers.Any(reading => Math.Max(reading.Stat?.Czxid ?? 0, reading.Stat?.Mzxid ?? 0) > upTo.Value);
        if (changed || servers.All(reading => reading.Sight == Sight.Missing))
        {
            return NodeVerdict.ChangedMeanwhile;
        }

        difference = Missing(servers, names) ?? Data(servers, names) ?? First(Content, servers, names) ?? Acls(servers, names);
        if (difference is not null)
        {
            return NodeVerdict.Differs;
        }

        var childrenChanged = servers.Any(reading => reading.Stat?.Pzxid > upTo.Value);
        difference = childrenChanged ? null : First(Bookkeeping, servers, names);
        return difference is null ? NodeVerdict.Equal : NodeVerdict.BookkeepingDiffers;
    }

    private static string? Missing(Reading[] servers, ImmutableArray<string> names)
    {
        return servers.All(reading => reading.Sight != Sight.Missing)
            ? null : $"missing on {Where(true)}, present on {Where(false)}";

        string Where(bool missing) => string.Join(
            ", ", names.Where((_, index) => servers[index].Sight == Sight.Missing == missing));
    }

    private static string? Data(Reading[] servers, ImmutableArray<string> names)
    {
        var first = servers.FirstOrDefault(reading => reading.Sight == Sight.All);
        var other = Array.FindIndex(
            servers, reading => reading.Sight == Sight.All && !reading.Data.Span.SequenceEqual(first.Data.Span));
        return other < 0 ? null : $"data on {names[other]} differs ({servers[other].Data.Length} bytes, " +
            $"elsewhere {first.Data.Length})";
    }

    /// <summary>Of those that could be read, and are of the same version.</summary>
    private static string? Acls(Reading[] servers, ImmutableArray<string> names)
    {
        var first = servers.FirstOrDefault(reading => reading.Acl is not null).Acl;
        var other = Array.FindIndex(servers, reading => reading.Acl is { } acl
            && acl.Stat.Aversion == first!.Stat.Aversion && !Acl.AreSame(acl.Entries, first.Entries));
        return other < 0 ? null
            : $"ACL on {names[other]} differs ({Acl.Text(servers[other].Acl!.Entries)}, elsewhere {Acl.Text(first!.Entries)})";
    }

    private static string? First(ImmutableArray<Field> fields, Reading[] servers, ImmutableArray<string> names)
    {
        var first = servers.FirstOrDefault(reading => reading.Stat is not null);
        foreach (var field in fields)
        {
            if (servers.Any(reading => reading.Stat is not null && field.Value(reading) != field.Value(first)))
            {
                return $"{field.Name} differs: " + string.Join(
                    ", ", servers.Select((reading, index) => $"{names[index]} {field.Text(reading)}"));
            }
        }

        return null;
    }

    private sealed record Field(string Name, Func<Reading, long> Value, string Format = "d")
    {
        public string Text(Reading reading) => reading.Stat is null ? "hidden" :
            (Format == "x" ? "0x" : "") + Value(reading).ToString(Format, CultureInfo.InvariantCulture);
    }
}
