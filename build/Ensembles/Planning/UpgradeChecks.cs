using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>What is known of going from one release to another by restarts, one server at a time.</summary>
internal static class UpgradeChecks
{
    private const string TrustEmpty = "snapshot.trust.empty";

    /// <summary>The first of each line without known losses of transactions or inconsistencies.</summary>
    private static readonly ImmutableArray<Version> Advised =
        [new(3, 4, 14), new(3, 5, 10), new(3, 6, 4), new(3, 7, 2), new(3, 8, 5), new(3, 9, 4)];

    /// <summary>The first of each line with CVE-2026-24281 and CVE-2026-24308 mended; older lines have none.</summary>
    private static readonly ImmutableArray<Version> Secure = [new(3, 8, 6), new(3, 9, 5)];

    /// <summary>
    /// Whatever the plan is for: what an upgrade from 3.4 needs hides later that a snapshot is gone, also where a way back or an
    /// edit brings it again.
    /// </summary>
    public static IEnumerable<Finding> CautionsOfTrust(Inventory inventory)
    {
        if (inventory.Release.Version.AnswersListedWordsOnly && inventory.Settings.Values.GetValueOrDefault(TrustEmpty) == "true")
        {
            yield return Finding.Caution(RiskCodes.TrustEmptyRemains, null, $"{TrustEmpty} is for the upgrade from 3.4 only:",
                $"remove it from {inventory.File} afterwards and run --target=Expand.");
        }
    }

    /// <summary>Risks of this change of release; none where no release changes.</summary>
    public static IEnumerable<Risk> RisksOf(PlanningContext context, PlanOptions options)
    {
        var to = context.Inventory.Release.Version;
        if (options.Intent == Intent.Upgrade && Newest(context) is { } newest && to < newest && !Unreadable(newest, to)
            && !IsReadable(newest, to))
        {
            yield return new(RiskCodes.Downgrade, $"downgrade-{newest}-to-{to}",
                $"ZooKeeper {newest} has written the data, and {to} was never made to read them: transactions and " +
                "snapshots of a later release can stop a server from starting, or be misread. A copy of the data " +
                "of before the upgrade is the only safe way back.",
                $"Without it, write release {newest}.");
        }
    }

    public static IEnumerable<Finding> RefusalsOf(PlanningContext context)
    {
        var (inventory, to) = (context.Inventory, context.Inventory.Release.Version);
        foreach (var server in context.Servers.Where(server => server.Server.HasOwnRelease
            && server.Version is { } version && version != to))
        {
            yield return Finding.Refusal(RefusalCodes.ForeignRelease, server.Id,
                $"Server {server.Id} runs ZooKeeper {server.Version} from " +
                (server.Server.ReleaseFolder ?? $"what its service ({server.Server.Service.Yaml}) starts") +
                ", which is not the suite's to change:",
                "replace that release yourself, server by server, or write " +
                "service: { move: zkServer } or { move: systemd } for it, and no release of its own: first " +
                $"--target=Expand with release {server.Version} moves it, then --target=Upgrade changes the release.");
        }

        if (Oldest(context) is not { } from || Newest(context) is not { } newest)
        {
            yield break;
        }

        if (Unreadable(newest, to))
        {
            yield return Finding.Refusal(RefusalCodes.UnreadableData, null,
                $"ZooKeeper {to} cannot read what {newest} has written (containers, TTL nodes, reconfigs): " +
                "there is no way back.",
                $"Write release {newest}, or start a new ensemble from a copy of before the upgrade.");
        }

        if (!from.HasLaterElections && to.NeedsLaterElections)
        {
            yield return Finding.Refusal(RefusalCodes.ElectionProtocol, null,
                $"ZooKeeper {from} speaks an election protocol that 3.5 and later do not (ZOOKEEPER-1633):",
                "upgrade to 3.4.14 first.");
        }

        if (context.Membership.Kind is CurrentMembershipKind.Static or CurrentMembershipKind.Alone
            && inventory.Membership == MembershipKind.Dynamic)
        {
            yield return Finding.Refusal(RefusalCodes.ReleaseAndMembership, null,
                "A release and the kind of membership never change together:",
                "set membership: static for the upgrade, then make the ensemble dynamic by --target=Expand.");
        }

        if (!from.HasMultiAddress && to.HasMultiAddress
            && inventory.Settings.Values.GetValueOrDefault("multiAddress.enabled") == "true")
        {
            yield return Finding.Refusal(RefusalCodes.MultiAddress, null,
                $"multiAddress.enabled makes servers of {to} speak a protocol that {from} does not know " +
                "(ZOOKEEPER-3720):", "remove it for the upgrade.");
        }

        foreach (var refusal in OfSnapshots(context, from, to))
        {
            yield return refusal;
        }
    }

    public static IEnumerable<Finding> CautionsOf(PlanningContext context)
    {
        var (inventory, to) = (context.Inventory, context.Inventory.Release.Version);
        if (Oldest(context) is not { } from || from == to)
        {
            yield break;
        }

        if (Advised.FirstOrDefault(version => (version.Major, version.Minor) == (to.Major, to.Minor)) is { } advised
            && to < advised)
        {
            yield return Finding.Caution(RiskCodes.KnownDefects, null,
                $"ZooKeeper {to} has known faults that lose transactions or leave servers unequal",
                $"{advised} has them mended.");
        }

        if (Secure.FirstOrDefault(version => version.Minor >= to.Minor) is { } secure && to < secure)
        {
            yield return Finding.Caution(RiskCodes.SecurityAdvisories, null,
                $"ZooKeeper {to} is named by the security advisories CVE-2026-24281 and CVE-2026-24308",
                $"{secure} has them mended.");
        }

        if (inventory.Membership == MembershipKind.Static && to.HasBrokenRollingExpansion)
        {
            yield return Finding.Caution(RiskCodes.NoRollingAfterwards, null,
                $"With {to} no server can join or leave by restarts afterwards (ZOOKEEPER-3829).", "");
        }

        if (!from.AnswersListedWordsOnly && to.AnswersListedWordsOnly)
        {
            yield return Finding.Caution(RiskCodes.WordsRestricted, null,
                "From 3.5.3 on only the four-letter words of 4lw.commands.whitelist are answered: " +
                "monitoring that asks for others falls silent.", "");
        }

        if (!from.HasTreeDigests && to.HasTreeDigests)
        {
            yield return Finding.Caution(RiskCodes.DigestCounts, null,
                "zk_digest_mismatches_count may rise during a roll through releases that do and do not keep digests",
                "the trees are compared at the end.");
        }

        if (to.Minor > from.Minor + 1)
        {
            yield return Finding.Caution(RiskCodes.LinesSkipped, null,
                $"{from} to {to} leaves {to.Minor - from.Minor - 1} release line(s) out.",
                "Keep a copy of the data of before.");
        }
    }

    /// <summary>
    /// 3.5.3 and later do not start with logs and no snapshot (ZOOKEEPER-2325), which young followers of 3.4 have; the
    /// flag that allows it came with 3.5.6, and works with 3.5.7 (ZOOKEEPER-3056, 3644).
    /// </summary>
    private static IEnumerable<Finding> OfSnapshots(PlanningContext context, Version from, Version to)
    {
        if (from.NeedsSnapshot || !to.NeedsSnapshot)
        {
            yield break;
        }

        if (!to.HasTrustEmptySnapshot)
        {
            yield return Finding.Refusal(RefusalCodes.NoSnapshotRemedy, null,
                $"ZooKeeper {to} does not start from the logs of {from} where a server has no snapshot yet, " +
                "and its way around that is missing or loses data (ZOOKEEPER-3056, 3644):",
                "upgrade to 3.5.7 or later.");
        }
        else if (context.Inventory.Settings.Values.GetValueOrDefault(TrustEmpty) != "true"
            && context.Servers.Where(server => server.OnlyLogs).Select(server => server.Id).ToList()
                is { Count: > 0 } without)
        {
            yield return Finding.Refusal(RefusalCodes.SnapshotMissing, without is [var only] ? only : null,
                $"{(without.Count == 1 ? "Server" : "Servers")} {string.Join(", ", without)} hold(s) logs " +
                $"and no snapshot, and {to} would not start from them (ZOOKEEPER-2325):",
                $"write {TrustEmpty}: true under settings for the upgrade, and remove it afterwards.");
        }
    }

    private static bool Unreadable(Version newest, Version to) => newest.WritesNewTransactions && !to.WritesNewTransactions;

    /// <summary>Within a line each release reads what the others have written; in 3.5 transactions came with 3.5.3.</summary>
    private static bool IsReadable(Version newest, Version to) =>
        (newest.Major, newest.Minor) == (to.Major, to.Minor) && to.Minor > 5;

    private static Version? Oldest(PlanningContext context) =>
        context.Servers.Select(server => server.Version).OfType<Version>().Min();

    private static Version? Newest(PlanningContext context) =>
        context.Servers.Select(server => server.Version).OfType<Version>().Max();
}
