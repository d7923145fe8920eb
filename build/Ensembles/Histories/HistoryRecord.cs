using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ZooKeeper.Status;

namespace Ensembles.Histories;

/// <summary>
/// What the suite remembers of an ensemble's tree from run to run: a small text beside each server's data. It lies in
/// <c>version-2</c>, so that it goes where the data go: moving them aside or restoring a copy takes this memory
/// away with them, knowingly.
/// </summary>
public sealed record HistoryRecord
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "ensemble-history";

    private const string Heading =
        "# What the ensemble suite saw of this server's tree: the oldest znodes by the transactions that made them.\n" +
        "# A tree without any of them is not the one of then. Remove this file only if all of them were deleted on " +
        "purpose.\n";

    /// <summary>The same as long as the tree is: made with the first record.</summary>
    public required string History { get; init; }

    /// <summary>When the tree was looked at.</summary>
    public required DateTimeOffset Seen { get; init; }

    /// <summary>The newest transaction of the leader then, acknowledged by a majority.</summary>
    public required Zxid Zxid { get; init; }

    /// <summary>Znodes of the leader's tree then.</summary>
    public long Znodes { get; init; }

    public required TreeSample Sample { get; init; }

    /// <summary>Null where the text is no such record.</summary>
    public static HistoryRecord? Parse(string? text)
    {
        var lines = (text ?? "").Split('\n').Select(line => line.Trim().Split(' ', 2))
            .Where(line => line.Length == 2).ToLookup(line => line[0], line => line[1]);
        return lines["history"].FirstOrDefault() is { } history
            && DateTimeOffset.TryParse(
                lines["seen"].FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var seen)
            && ZooKeeper.Status.Zxid.TryParse(lines["zxid"].FirstOrDefault(), out var zxid)
            ? new()
            {
                History = history,
                Seen = seen,
                Zxid = zxid,
                Znodes = long.TryParse(
                    lines["znodes"].FirstOrDefault(), CultureInfo.InvariantCulture, out var znodes) ? znodes : 0,
                Sample = new([.. lines["znode"].Select(Node).OfType<SampledNode>()]),
            }
            : null;
    }

    /// <summary>The text of the file. Paths are escaped as in a URL: they may hold spaces and ends of lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Heading).Append(CultureInfo.InvariantCulture, $"""
            history {History}
            seen {Seen.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}
            zxid {Zxid}
            znodes {Znodes}

            """);
        foreach (var node in Sample.Nodes)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"znode {new Zxid(node.Czxid)} {node.Ctime} {Uri.EscapeDataString(node.Path)}\n");
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    private static SampledNode? Node(string line) =>
        line.Split(' ') is [var czxid, var ctime, var path]
        && ZooKeeper.Status.Zxid.TryParse(czxid, out var zxid)
        && long.TryParse(ctime, CultureInfo.InvariantCulture, out var time)
            ? new(Uri.UnescapeDataString(path), zxid.Value, time) : null;
}
