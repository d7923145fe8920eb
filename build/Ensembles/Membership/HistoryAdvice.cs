using System.Globalization;
using Ensembles.Findings;
using Ensembles.Histories;

namespace Ensembles.Membership;

/// <summary>What is refused, and said, where the tree that is served is not the one that servers held.</summary>
public static class HistoryAdvice
{
    /// <summary>One reason for each note, or disk, whose znodes are not in the tree of a server that leads.</summary>
    public static IEnumerable<Finding> Refusals(IReadOnlyList<ServerState> servers) =>
        from leader in servers
        from other in leader.Histories.Where(finding => finding is { IsOther: true, IsServed: true })
            .GroupBy(finding => finding.File is null ? $"{finding.Holder}" : $"{finding.Seen}")
        select Of(leader, [.. other], servers);

    /// <summary>
    /// No server leads, and disks hold different trees: the elected one's would take the others' place. Null where they
    /// agree, or where too little is known.
    /// </summary>
    public static Finding? OfDisks(IReadOnlyList<ServerState> servers)
    {
        var findings = servers.SelectMany(server => server.Histories)
            .Where(finding => finding is { IsOther: true, IsServed: false }).ToList();
        if (findings.Count == 0)
        {
            return null;
        }

        // Most of all: by what was seen on the disk or noted. Those that hold the same tree are no part of it.
        var (first, states) = (findings.MaxBy(finding => finding.Znodes)!, servers.Where(server => server.HasData));
        var most = servers.First(server => server.Id == first.Holder);
        var others = servers.Where(server => findings.Any(finding =>
            finding.Holder == most.Id && finding.Leader == server.Id)).ToList();
        var known = findings.Where(finding => finding.Leader == most.Id).Select(finding => finding.Znodes)
            .DefaultIfEmpty(0).Max();
        var told = "Different trees: none of the " +
            $"{first.Of} oldest znodes of server {most.Id} ({Told(most, first)}) is on the disk of " +
            $"{DataAdvice.Ids(others, capital: false)}, and no server leads: an election would decide which of them is " +
            $"erased. {string.Join("; ", states.Select(DataAdvice.Told))}.";
        return Finding.Refusal(RefusalCodes.DifferentDisks, most.Id, told, first.Znodes >= 2 * known
            ? DataAdvice.Keep([most], most, others)
            : "Which of them is right cannot be told from what they hold. Start nothing and delete nothing: find out " +
                "whose data each of them has, then move the wrong ones aside, for server " +
                $"{others[^1].Id} by {DataAdvice.Aside(others[^1])}, and run this again.");
    }

    /// <summary>What is no proof, yet the operator's to know.</summary>
    public static IEnumerable<Finding> Warnings(IReadOnlyList<ServerState> servers) =>
        from leader in servers
        from other in leader.Histories.Where(finding => finding is { IsDoubtful: true, IsServed: true }).GroupBy(finding => finding.Seen)
        select Finding.Caution(RiskCodes.FewZnodesGone, leader.Id,
            $"{Nothing(leader, other.First())} So few prove nothing:",
            "see that they were deleted or made again on purpose.");

    /// <summary>
    /// Of several that lead the one whose tree is known from before, where the others' trees are not; else null.
    /// </summary>
    public static ServerState? Known(IReadOnlyList<ServerState> leaders) =>
        leaders.Where(leader => leader.Histories.Any(finding => finding.IsSame)).ToList() is [var known]
        && leaders.All(other => other == known || other.Histories.Any(finding => finding.IsOther))
            ? known : null;

    private static Finding Of(
        ServerState leader, IReadOnlyList<HistoryFinding> findings, IReadOnlyList<ServerState> servers)
    {
        var first = findings[0];
        var holders = servers.Where(server => findings.Any(finding => finding.Holder == server.Id)).ToList();
        var apart = holders.FindAll(holder => !holder.Serving);
        var told = $"Another tree: {Nothing(leader, first)} It holds {leader.Data}.";
        if (apart.Count == 0)
        {
            return Other(told, "What was there before is not in the ensemble any more, and nothing is changed before you " +
                "have looked. Copies of before lie in " +
                $"{string.Join(", ", holders.Select(holder => $"{holder.Server.Paths.Data}/backups on {holder.Server.Host}"))}" +
                " (--target=Restore makes a new ensemble of one). If all of these znodes were deleted on purpose, " +
                $"remove this note and run this again: {Files(findings, servers)}.");
        }

        var most = apart.OrderByDescending(holder => holder.Data.Bytes).First();
        var held = $"{Told(most, first)}";
        var serving = servers.Where(server => server.Serving).ToList();
        if (leader.Data.Znodes is { } znodes && first.Znodes >= 2 * znodes)
        {
            return Other($"{told} Server {most.Id} would lose what it holds if it joined: {held}.", $"Keep server " +
                $"{most.Id}, and do not start it beside the others. Stop {DataAdvice.Ids(serving, capital: false)}, which " +
                $"{(serving.Count == 1 ? "holds" : "hold")} less, and move their data aside, then run this again: " +
                string.Join("; ", serving.Select(server =>
                    $"on {server.Server.Host} {DataAdvice.Aside(server)}")) + ".");
        }

        return Other($"{told} Server {most.Id} would lose what it holds if it joined: {held}. It is not started.",
            $"Keep {DataAdvice.Ids([.. serving, most], capital: false)} until you know which tree is right; if it is " +
            $"the one that is served, move the data of server {most.Id} aside, delete nothing, and run this again: on " +
            $"{most.Server.Host} {DataAdvice.Aside(most)}.");

        Finding Other(string message, string remedy) =>
            Finding.Refusal(RefusalCodes.OtherTree, leader.Id, message, remedy);
    }

    private static string Nothing(ServerState leader, HistoryFinding finding) =>
        (finding.Of == 1 ? "the only znode" : $"none of the {finding.Of} oldest znodes") +
        (finding.Seen is { } seen
            ? $" that were noted on {seen.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}"
            : $" on the disk of server {finding.Holder}") +
        $" {(finding.Of == 1 ? "is not" : "is")} in the tree that server {leader.Id} leads.";

    private static string Told(ServerState holder, HistoryFinding finding) => finding.Znodes == 0 ? $"{holder.Data}"
        : string.Create(CultureInfo.InvariantCulture, $"{finding.Znodes} znodes or more, {holder.Data}");

    private static string Files(IReadOnlyList<HistoryFinding> findings, IReadOnlyList<ServerState> servers) =>
        string.Join(", ", findings.Where(finding => finding.File is not null).Select(finding =>
            $"{finding.File} on {servers.First(server => server.Id == finding.Holder).Server.Host}"));
}
