using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Histories;

namespace Ensembles.Verifying;

/// <summary>
/// The tree is the one that earlier runs have noted. Zxids alone do not tell: an empty ensemble that was elected anew has
/// the larger ones.
/// </summary>
internal static class LineageCheck
{
    private const string Name = "same tree";

    public static Check Of(ImmutableArray<HistoryFinding> findings)
    {
        ImmutableArray<HistoryFinding> noted = [.. findings.Where(finding => finding is { Seen: not null, Of: > 0 })
            .OrderByDescending(finding => finding.Seen).DistinctBy(finding => (finding.Seen, finding.Of))];
        var gone = noted.Where(finding => finding.IsOther).ToList();
        var doubtful = noted.Where(finding => finding.IsDoubtful).ToList();
        return (noted, gone, doubtful) switch
        {
            ({ IsEmpty: true }, _, _) => Check.Skipped(Name, "no earlier run has noted what the tree was"),
            (_, { Count: > 0 }, _) => Check.Failed(
                CheckCodes.OtherTree,
                Name, "what was there before is gone: another tree has taken its place, or all of it was deleted",
                gone.Select(Told)),
            (_, _, { Count: > 0 }) => Check.Warning(
                CheckCodes.DoubtfulTree, Name, "the few znodes that were noted before are gone", doubtful.Select(Told)),
            _ => Check.Passed(
                Name, $"{noted[0].Found} of the {noted[0].Of} oldest znodes that were noted on {Time(noted[0])} are there"),
        };
    }

    private static string Told(HistoryFinding finding) =>
        $"none of {finding.Of} znodes that were noted on {Time(finding)} is in the tree of server {finding.Leader}; if " +
        $"they were deleted on purpose, remove {finding.File} of server {finding.Holder}";

    private static string Time(HistoryFinding finding) =>
        finding.Seen!.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
