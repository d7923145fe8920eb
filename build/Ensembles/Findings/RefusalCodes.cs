namespace Ensembles.Findings;

/// <summary>Why an ensemble must not be changed in the way that was asked for.</summary>
public static class RefusalCodes
{
    public static readonly FindingCode ForeignServer = new(4001, "Another ZooKeeper answers",
        "The client port of a server is answered by a process that is not this server.",
        "Correct the ports or paths in the inventory, or stop the other process if it may be stopped.");

    public static readonly FindingCode UnknownMember = new(4002, "Member that cannot be looked at",
        "The list of members names a server that is not in the inventory, and nothing tells where its files are.",
        "Write the server with its ports and folders into the inventory.");

    public static readonly FindingCode Unmodelled = new(4003, "Configuration that plans cannot be proved with",
        "A line or a place decides over quorums or data in a way that the suite does not model.",
        "See the message; no target changes such an ensemble.");

    public static readonly FindingCode SeveralLeaders = new(4004, "Several leaders",
        "Several servers lead at the same time, each with a tree of its own.",
        "Restart no server. The message tells who holds what, which server to keep, and how the others are moved aside.");

    public static readonly FindingCode OtherTree = new(4005, "Another tree than before",
        "The tree that is served does not hold the znodes that earlier runs or other disks know.",
        "Start and delete nothing before it is known which tree is right; the message tells who holds what.");

    public static readonly FindingCode DifferentDisks = new(4006, "Different trees on the disks",
        "No server leads, and the disks hold different trees. An election would erase one of them.",
        "Start and delete nothing before it is known which tree is right; the message tells who holds what.");

    public static readonly FindingCode NeedsDynamic = new(4101, "Strategy needs dynamic membership",
        "The strategy reconfig works with membership: dynamic only.",
        "Omit --strategy, or write membership: dynamic.");

    public static readonly FindingCode NeedsStatic = new(4102, "Strategy needs static membership",
        "The strategy works by restarts with a static list of members.",
        "Omit --strategy; a dynamic ensemble changes by reconfiguration.");

    public static readonly FindingCode DynamicToStatic = new(4103, "Dynamic membership cannot be undone",
        "The ensemble keeps its members itself and does not return to a static list.",
        "Write membership: dynamic.");

    public static readonly FindingCode NoReconfig = new(4104, "Release without safe reconfiguration",
        "The release has no reconfiguration, or any client could change the members.",
        "Write membership: static.");

    public static readonly FindingCode NoEnsemble = new(4201, "No ensemble to change",
        "No server runs or holds data.",
        "Check the hosts and data folders; --target=Deploy starts a new ensemble.");

    public static readonly FindingCode ConfigurationLost = new(4213, "Data without a configuration",
        "Servers are down and hold data, and their configuration files are missing, so their members are not known.",
        "Put the configuration files back as they were; --target=Render writes those of the inventory. Delete no data.");

    public static readonly FindingCode SeveralAlone = new(4202, "Several servers with data of their own",
        "Several servers have data and no list of members, and only one ensemble can survive.",
        "Compare what they hold as the message says; delete nothing.");

    public static readonly FindingCode MemberUnlisted = new(4203, "Member missing in the inventory",
        "A member is not in the inventory, and an expansion removes no server.",
        "Add it to the inventory.");

    public static readonly FindingCode MemberDiffers = new(4204, "Member with another address",
        "A member has another address in the ensemble than in the inventory.",
        "Write the member as it is; a new host needs a new id.");

    public static readonly FindingCode InvalidNewId = new(4205, "Unsuitable id of a new server",
        "New servers have ids from 1 to 254.",
        "Give the server another id.");

    public static readonly FindingCode IdTooSmall = new(4206, "Id of a new server too small",
        "With ZooKeeper 3.4 the server with the larger id opens the connection, so members never reach the new one.",
        "Give new servers the largest ids.");

    public static readonly FindingCode StrayData = new(4207, "New server with data",
        "A server that is no member holds data, which could win an election and replace the ensemble's.",
        "Find out whose data they are before they are moved aside; the message tells who holds what.");

    public static readonly FindingCode BrokenRollingExpansion = new(4208, "Release cannot change members by restarts",
        "The release stops committing after such a change (ZOOKEEPER-3829).",
        "Use membership: dynamic or --strategy=cold, or upgrade first.");

    public static readonly FindingCode EmptyMajority = new(4209, "Empty servers could elect a leader",
        "So many empty servers run that they are a majority, and the data would be erased when the old server joins.",
        "Stop the empty servers, then run the command again.");

    public static readonly FindingCode GroupsDropped = new(4210, "Groups would be dropped",
        "The ensemble counts quorums by groups and weights, and the inventory has none.",
        "Write the groups and weights into the inventory.");

    public static readonly FindingCode GroupsByRestart = new(4211, "Release cannot change groups by restarts",
        "A leader of this release fails when a participant follows that has no group in its list.",
        "Use --strategy=cold, or upgrade to 3.5.10 or later first.");

    public static readonly FindingCode ReleaseDiffers = new(4212, "Release differs",
        "A server runs another release than the inventory says, and members and release never change together.",
        "Write the release that runs, or use --target=Upgrade alone.");

    public static readonly FindingCode RemovesNothing = new(4301, "Target removes no server",
        "The inventory lacks a member, and the target does not remove servers.",
        "Use the target that the message names, or write the server into the inventory.");

    public static readonly FindingCode ChangesNoRole = new(4302, "Target changes no role",
        "A member has another role, group or weight than the inventory says, and an upgrade changes the release only.",
        "Use --target=Expand first.");

    public static readonly FindingCode AddsNothing = new(4303, "Target adds no server",
        "The inventory has a server that is no member, and the target does not add servers.",
        "Use the target that the message names.");

    public static readonly FindingCode QuorumLost = new(4304, "Quorum lost",
        "Too few members can serve. Servers that are down may be the only ones that hold acknowledged writes.",
        "Start the members that are down first.");

    public static readonly FindingCode StaticRemoval = new(4305, "Removal from a list that is still static",
        "The inventory wants a dynamic ensemble, and the ensemble still has a static list.",
        "Make the ensemble dynamic first, with the server still in the inventory.");

    public static readonly FindingCode SeveralMoves = new(4306, "Several servers move at once",
        "Only one server can move to another host under its id at a time.",
        "Move them one after the other.");

    public static readonly FindingCode MoveFromUnreachable = new(4307, "Move away from an unreachable host",
        "If the old host returned, two servers would claim the same id.",
        "Give the new host an id of its own.");

    public static readonly FindingCode MoveWithoutMajority = new(4308, "Move without a majority of others",
        "While the server moves, the other members must be a majority that holds the data.",
        "Give the new host an id of its own.");

    public static readonly FindingCode MoveWhileUnreachable = new(4309, "Move while members cannot be reached",
        "Other members cannot be reached while the server would move.",
        "Bring them back first, or give the new host an id of its own.");

    public static readonly FindingCode MoveOfSmallId = new(4310, "Move of a server with a small id",
        "With this release members with larger ids would contact the server at its old place.",
        "Give the new host an id of its own.");

    public static readonly FindingCode MoveBesideOthers = new(4311, "Move together with other changes",
        "No order of a move and other changes could be proved safe.",
        "Let the server move alone, before or after the others.");

    public static readonly FindingCode NotStoppable = new(4312, "Server that would be started again",
        "Something else than the inventory says keeps the server running and would start it again.",
        "Write that service manager under service, as the message says.");

    public static readonly FindingCode NoSafeOrder = new(4313, "No safe order of steps",
        "No order of steps was found that the model of quorums proves safe.",
        "Bring the ensemble to a state in which all members serve, then run the command again.");

    public static readonly FindingCode PassesBesideLeavers = new(4314, "Security changed while servers leave",
        "TLS or SASL between servers changes in several passes over all members, and members are to leave.",
        "Do one after the other: write the present security first, then the wanted one.");

    public static readonly FindingCode RestartOfUnknown = new(4315, "Restart of servers that there are not",
        "Ids were named that no server of the inventory has.",
        "Name ids of the inventory, or leave --only out to restart all members.");

    public static readonly FindingCode RestartBesidePasses = new(4316, "Restart while security changes",
        "TLS, logins or certificates between the servers are to change, which a plain restart must not do.",
        "Use --target=Expand first; it restarts the members in passes.");

    public static readonly FindingCode MemberRunsUnseen = new(4319, "Member that runs on a host that cannot be looked at",
        "A member that is to leave runs, and cannot be stopped: with its list it would vote beside those that get another one.",
        "Make its host reachable, or stop the server there by hand; then run the command again.");

    public static readonly FindingCode NotAsApproved = new(4317, "Plan that does not fit any more",
        "Servers, files, inventory or templates are otherwise than when the plan was made that is to be carried out.",
        "Make the plan anew with --target=Plan --out, have it approved, and give that one with --plan.");

    public static readonly FindingCode NotStartable = new(4318, "Server that could not be started again",
        "The plan stops a server that is to leave and starts it again, and nothing tells how, or its start command is gone.",
        "Put the start command back, or start the server by a script of its release or by a unit, and run the command again.");

    public static readonly FindingCode ForeignRelease = new(4401, "Release that others install",
        "The server starts a release that the suite did not install and does not change.",
        "Change that release yourself, or move the server to a service of the suite first.");

    public static readonly FindingCode UnreadableData = new(4402, "Release cannot read the data",
        "The older release cannot read what the later one has written.",
        "Keep the later release, or start a new ensemble from a copy of before the upgrade.");

    public static readonly FindingCode ElectionProtocol = new(4403, "Different election protocols",
        "The two releases have different election protocols (ZOOKEEPER-1633).",
        "Upgrade to 3.4.14 first.");

    public static readonly FindingCode ReleaseAndMembership = new(4404, "Release and kind of membership together",
        "A release and the kind of membership never change together.",
        "Change the release first, then make the ensemble dynamic.");

    public static readonly FindingCode MultiAddress = new(4405, "Multiple addresses during the upgrade",
        "With multiAddress.enabled new servers speak a protocol that old ones do not know (ZOOKEEPER-3720).",
        "Remove the setting for the upgrade.");

    public static readonly FindingCode NoSnapshotRemedy = new(4406, "Release does not start without a snapshot",
        "The release does not start from logs alone, and its remedy for that is missing or loses data.",
        "Upgrade to 3.5.7 or later.");

    public static readonly FindingCode SnapshotMissing = new(4407, "Servers without a snapshot",
        "Servers hold logs and no snapshot, and the new release would not start from them (ZOOKEEPER-2325).",
        "Set snapshot.trust.empty to true for the upgrade, and remove it afterwards.");

    public static readonly FindingCode MajorityLost = new(4214, "The data of a majority are gone",
        "Nobody serves, and so many members are down without data that those with data are no majority: what was acknowledged " +
        "by the others may be missing, and an ensemble of these would begin without it.",
        "Bring back the data folders of the others (a disk that is not mounted?); where they are gone for good: --target=Recover.");

    public static readonly FindingCode AlreadyDeployed = new(4501, "Ensemble exists already",
        "A first start is for new ensembles, and this one has servers with data.",
        "Use --target=Expand.");
}
