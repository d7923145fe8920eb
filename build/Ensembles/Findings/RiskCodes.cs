namespace Ensembles.Findings;

/// <summary>
/// What could happen in a plan that is not proved, taken only by its name; and what to know of one that is.
/// </summary>
public static class RiskCodes
{
    public static readonly FindingCode LostWrites = new(5001, "Acknowledged writes could be lost",
        "In some state on the way servers could elect a leader that lacks an acknowledged write.",
        "Use --strategy=auto, or bring the ensemble to a state in which all members serve.");

    public static readonly FindingCode TwoLeaders = new(5002, "Two leaders could serve",
        "In some state on the way two sets of servers could each elect a leader.",
        "Use --strategy=auto, or bring the ensemble to a state in which all members serve.");

    public static readonly FindingCode EvenVoters = new(5201, "Even number of voters",
        "An even number of voters tolerates no more failures than one voter fewer.",
        "Use an odd number of participants.");

    public static readonly FindingCode LeaverUnreachable = new(5202, "Server that leaves cannot be reached",
        "The server is taken out of the configuration and not stopped, since its host cannot be reached.",
        "Stop it and move its data aside when its host returns.");

    public static readonly FindingCode ClientsOfLeavers = new(5203, "Clients that name only servers that leave",
        "Such clients cannot connect after the change.",
        "Correct their connection strings first.");

    public static readonly FindingCode FewZnodesGone = new(5204, "Few noted znodes gone",
        "The few znodes that an earlier run has noted are not in the tree, which may be on purpose.",
        "See that they were deleted or created again on purpose.");

    public static readonly FindingCode ReleaseLimit = new(5205, "Limit of the release during the change",
        "The release itself cannot promise safety in one situation on the way.",
        "See the message for what bounds it.");

    public static readonly FindingCode KnownDefects = new(5301, "Release with known defects",
        "The release has known defects that lose transactions or leave servers unequal.",
        "Use the later release of the same line that the message names.");

    public static readonly FindingCode NoRollingAfterwards = new(5302, "No change of members by restarts afterwards",
        "With this release no server can join or leave by restarts (ZOOKEEPER-3829).",
        "Use membership: dynamic, or another release.");

    public static readonly FindingCode WordsRestricted = new(5303, "Four-letter words restricted",
        "From 3.5.3 on only the four-letter words of 4lw.commands.whitelist are answered.",
        "Add the words that monitoring uses to that setting.");

    public static readonly FindingCode TrustEmptyRemains = new(5304, "Setting for the upgrade only",
        "snapshot.trust.empty is needed for this upgrade only and hides missing snapshots afterwards.",
        "Remove it after the upgrade.");

    public static readonly FindingCode DigestCounts = new(5305, "Digest mismatches may be counted",
        "Releases that do and do not keep digests run beside each other during the upgrade.",
        "Nothing has to be done; the trees are compared at the end.");

    public static readonly FindingCode LinesSkipped = new(5306, "Release lines skipped",
        "The upgrade leaves out release lines.",
        "Keep a copy of the data of before the upgrade.");

    public static readonly FindingCode SecurityAdvisories = new(5307, "Release with security advisories",
        "Security advisories of ZooKeeper name the release.",
        "Use the release that the message names, or a later one.");

    public static readonly FindingCode Downgrade = new(5101, "Downgrade",
        "The older release was never made to read the data that the later one has written.",
        "Keep the later release. A copy of the data of before the upgrade is the only safe way back.");
}
