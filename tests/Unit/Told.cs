using Ensembles.Findings;

namespace Unit;

/// <summary>What findings say, and of which kinds they are.</summary>
internal static class Told
{
    /// <summary>Message and remedy of each.</summary>
    public static IReadOnlyList<string> Texts(this IEnumerable<Finding> findings) =>
        [.. findings.Select(finding => finding.Text)];

    public static IReadOnlyList<FindingCode> Codes(this IEnumerable<Finding> findings) =>
        [.. findings.Select(finding => finding.Code)];
}
