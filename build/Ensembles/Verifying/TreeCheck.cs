using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ensembles.Findings;
using ZooKeeper;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>
/// The trees of all servers are equal, znode by znode: where there are no digests to tell, where the digests differ (to
/// name the nodes), or on request.
/// </summary>
internal static class TreeCheck
{
    private const string Name = "trees";
    private const int Listed = 20;

    /// <param name="digests">What the comparison of digests came to.</param>
    public static async Task<Check> RunAsync(
        ReplicaSet replicas, VerificationOptions options, Check digests, Deadline deadline)
    {
        var nodes = replicas.FirstStatus.Max(server => server.Status?.NodeCount ?? 0);
        if (NoNeed(replicas.Live.Length, nodes, options, digests.Outcome) is { } reason)
        {
            return Check.Skipped(Name, reason);
        }

        options.Progress?.Report($"{nodes} znodes, compared on {replicas.Live.Length} servers");
        var start = Stopwatch.GetTimestamp();
        TreeFindings? findings = null;
        var fault = await Faults.OfAsync(async () =>
        {
            await Task.WhenAll(replicas.Live.Select(replica => deadline.OfAsync(replica.SyncAsync())));
            var upTo = replicas.Live.Min(replica => new Zxid(replica.Client.LastZxid));
            findings = await new TreeComparison(
                [.. replicas.Live], upTo, options.WalkLimit, deadline).RunAsync();
        });
        var exact = replicas.FirstStatus.All(
            server => server.Status?.Version is not { } version || version.HasEqualChildVersions);
        return findings is null
            ? Check.Failed(CheckCodes.TreesUncompared, Name, $"the trees could not be compared: {fault}")
            : Of(findings, replicas.Live.Length, nodes, exact, replicas.Unreached, Stopwatch.GetElapsedTime(start));
    }

    /// <param name="nodes">In the largest tree, by the server's own count.</param>
    /// <param name="exact">The release keeps the bookkeeping of children exact.</param>
    public static Check Of(
        TreeFindings findings, int servers, long nodes, bool exact, ImmutableArray<string> unreached, TimeSpan took)
    {
        var real = findings.Differences
            .Where(one => exact || one.Verdict != NodeVerdict.BookkeepingDiffers).ToList();
        var harmless = findings.Differences.Length - real.Count;
        var extent = Extent(findings, servers, nodes) + string.Create(
            CultureInfo.InvariantCulture, $" in {took.TotalSeconds:0.00} s");
        List<string> details = [.. (real.Count > 0 ? real : [.. findings.Differences])
            .OrderBy(one => one.Path, StringComparer.Ordinal).Take(Listed).Select(one => $"{one.Path}: {one.What}")];
        if (findings.Differences.Length > Listed)
        {
            details.Add($"and {findings.Differences.Length - Listed} more");
        }

        details.AddRange(unreached.Select(server => $"not compared: {server}"));
        return real.Count > 0
                ? Check.Failed(CheckCodes.TreesDiffer,
                    Name, $"not equal in {Count.Of(real.Count, "znode")}; {extent}", details)
            : harmless > 0
                ? Check.Warning(
                    CheckCodes.ChildCountsDiffer,
                    Name, $"equal but for the count of changes of the children of {Count.Of(harmless, "znode")}, " +
                    $"which releases before 3.6 may get wrong (ZOOKEEPER-3249); {extent}", details)
            : findings.Complete && unreached.IsEmpty
                ? Check.Passed(Name, $"equal, znode by znode: {extent}", details)
            : Check.Warning(CheckCodes.TreesPartial, Name, $"equal as far as compared: {extent}", details);
    }

    private static string? NoNeed(int servers, long nodes, VerificationOptions options, CheckOutcome digests) =>
        servers < 2 ? "fewer than two servers to compare" :
        options.Thorough || digests == CheckOutcome.Failed ? null :
        digests == CheckOutcome.Passed ? "the digests of the trees are equal" :
        options.IsQuick && nodes > options.QuickWalkLimit
            ? $"{nodes} znodes; a thorough verification compares them one by one" : null;

    private static string Extent(TreeFindings findings, int servers, long nodes) =>
        (findings.Complete
            ? Count.Of(findings.Compared, "znode") : $"the first {findings.Compared} of about {nodes} znodes") +
        $" of {servers} servers, up to {findings.UpTo}" +
        (findings.Changed > 0 ? $", without {findings.Changed} that changed meanwhile" : "") +
        (findings.Protected > 0 ? $", {findings.Protected} of them by stat at most (protected by ACLs)" : "");
}
