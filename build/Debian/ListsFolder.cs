using System.Globalization;
using System.Text.RegularExpressions;

namespace Debian;

/// <summary>
/// How far <c>apt-get update</c> has come, by the files in its folder <c>lists/partial</c>: it receives the signed
/// <c>InRelease</c> of each suite, then the packed lists whose sizes that file tells, and unpacks them beside.
/// </summary>
/// <param name="Received">Bytes from the network.</param>
/// <param name="ToReceive">All of them; null until every suite has told the size of its list.</param>
/// <param name="Unpacked">Bytes written of unpacked lists.</param>
/// <param name="ToUnpack">All of them; null as <paramref name="ToReceive"/>.</param>
internal sealed partial record ListsFolder(long Received, long? ToReceive, long Unpacked, long? ToUnpack)
{
    private const string Signed = "_InRelease";

    private static readonly string[] Packings = [".xz", ".gz", ".bz2", ".lz4", ".zst"];

    /// <param name="suites">How many suites' lists are to come.</param>
    public static ListsFolder At(string folder, int suites)
    {
        var files = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles() : [];
        var signed = files.Where(file => file.Name.EndsWith(Signed, StringComparison.Ordinal)).ToList();
        var lists = files.Select(file => (File: file, Name: Name().Match(file.Name))).Where(file => file.Name.Success)
            .ToLookup(list => Packings.Contains(list.Name.Groups["rest"].Value));
        var sizes = signed.SelectMany(file => Sizes(file, [.. lists[true].Select(list => list.Name)])).ToList();
        var known = sizes.Count == suites && signed.Count == suites;
        return new(
            signed.Sum(Length) + lists[true].Sum(list => Length(list.File)),
            known ? signed.Sum(Length) + sizes.Sum(size => size.Packed) : null,
            lists[false].Sum(list => Length(list.File)),
            known ? sizes.Sum(size => size.Unpacked) : null);
    }

    /// <summary>Of the lists that are on their way, those of one suite: what its signed file says of them.</summary>
    private static IEnumerable<(long Packed, long Unpacked)> Sizes(FileInfo signed, IReadOnlyCollection<Match> lists)
    {
        var suite = signed.Name[..^Signed.Length];
        foreach (var list in lists.Where(list => list.Groups["suite"].Value == suite))
        {
            var path = list.Groups["path"].Value.Replace('_', '/');
            var told = File.ReadLines(signed.FullName)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length == 3 && words[2].StartsWith(path, StringComparison.Ordinal))
                .DistinctBy(words => words[2])
                .ToDictionary(words => words[2], words => long.Parse(words[1], CultureInfo.InvariantCulture));
            var packing = list.Groups["rest"].Value;
            if (told.TryGetValue(path + packing, out var packed) && told.TryGetValue(path, out var unpacked))
            {
                yield return (packed, unpacked);
            }
        }
    }

    /// <summary>Nothing of a file that apt has just moved.</summary>
    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    /// <summary>
    /// <c>HOST_debian_dists_SUITE_main_binary-amd64_Packages</c>, with a packing at its end, or while it is being
    /// unpacked with some letters.
    /// </summary>
    [GeneratedRegex("^(?<suite>.+)_(?<path>main_binary-[^_]+_Packages)(?<rest>[.][^.]+)?$")]
    private static partial Regex Name();
}
