using System.Globalization;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>Reads what <c>data.sh</c> prints of a server's snapshots and logs.</summary>
internal static class DataFiles
{
    /// <summary>Bytes of a block, as <c>stat</c>'s <c>%b</c> counts them where it does not say otherwise.</summary>
    private const long UsualBlock = 512;

    /// <param name="lines">What stands behind the word <c>held</c>, one line for each file.</param>
    public static DataHolding Of(IEnumerable<string> lines)
    {
        var files = lines.Select(line => line.Split(' ', 5)).Where(words => words.Length == 5)
            .Select(words => (Bytes: Math.Min(Number(words[0]), Number(words[1]) * Block(words[2])),
                Written: Number(words[3]), Zxid: ZxidOf(words[4])))
            .Where(file => file.Zxid is not null).ToList();
        return files.Count == 0 ? DataHolding.Nothing : new DataHolding
        {
            Bytes = files.Sum(file => file.Bytes),
            Newest = files.Max(file => file.Zxid!.Value),
            LastWritten = DateTimeOffset.FromUnixTimeSeconds(files.Max(file => file.Written)),
        };
    }

    private static long Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static long Block(string text) => Number(text) is > 0 and var bytes ? bytes : UsualBlock;

    private static Zxid? ZxidOf(string path) =>
        Zxid.TryParse(Path.GetFileName(path).Split('.', 3).ElementAtOrDefault(1), out var zxid) ? zxid : null;
}
