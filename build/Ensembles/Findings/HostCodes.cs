namespace Ensembles.Findings;

/// <summary>Faults of hosts, and of the states of servers, that are found before the first change.</summary>
public static partial class HostCodes
{
    public static readonly FindingCode Unreachable = new(2001, "Host cannot be looked at",
        "The host cannot be reached, refuses the login, or cannot run the script that looks at it.",
        "See that the host is up and that the inventory's connection fits it.");

    public static readonly FindingCode AccountMissing = new(2101, "Account missing",
        "The account that the servers shall run as does not exist on the host.",
        "Create the account, or write another one under user.");

    public static readonly FindingCode PrivilegeMissing = new(2102, "Privileges missing",
        "The account that logs in may not control the servers' services, or not start servers as their account.",
        "Use connection.become: sudo without a password, or run the suite as a suitable account.");

    public static readonly FindingCode FolderNotWritable = new(2103, "Folder not writable for the suite",
        "The account that logs in cannot write to the folder or cannot create it.",
        "Let it write there, or write another folder. See also whether the disk is mounted read-only.");

    public static readonly FindingCode FolderNotTraversable = new(2104, "Folder not reachable for the server",
        "A folder above does not let the server's account pass.",
        "Allow the account to enter it, or write another folder.");

    public static readonly FindingCode ConfigNotWritable = new(2105, "Configuration folder not writable for the server",
        "ZooKeeper keeps the members of a dynamic ensemble there. Without writing it would return with an old list.",
        "Let the server's account write there, or write another folder.");

    public static readonly FindingCode DataNotWritable = new(2106, "Data or log folder not writable for the server",
        "The account that the server runs as cannot write to a folder that the suite did not create.",
        "See whose folder it is, then give it to that account, or write another folder.");

    public static readonly FindingCode ServiceAccountUnknown = new(2107, "Account of a service not known",
        "A folder must be created for a service of others, and its account is not known.",
        "Create the folder for the account that the service runs as, or write that account under user.");

    public static readonly FindingCode ForeignOwner = new(2108, "Folder belongs to another account",
        "The folder belongs neither to the server's account nor to root.",
        "Write that account under user, or write another folder. Give the folder over only if it is the server's alone.");

    public static readonly FindingCode OtherServersData = new(2201, "Data of another server",
        "The data folder holds a file myid with another id.",
        "Write another folder under paths.data, or give the server its former id back.");

    public static readonly FindingCode ForeignFiles = new(2202, "Foreign files in a data folder",
        "The data folder holds files that do not belong to ZooKeeper.",
        "Write a folder for the server alone, or move the foreign files away.");

    public static readonly FindingCode FolderInUse = new(2203, "Data folder in use",
        "Another ZooKeeper process works in the data folder with a configuration of its own.",
        "Write where its configuration lies under paths.config, or another folder under paths.data.");

    public static readonly FindingCode LogFolderInUse = new(2205, "Log folder in use",
        "A ZooKeeper of another ensemble writes its log in the folder, and a start would empty a file of the same name.",
        "Write a folder of the server's own under paths.log.");

    public static readonly FindingCode OtherZooKeeper = new(2204, "Another ZooKeeper on the host",
        "A ZooKeeper of another ensemble shares memory and disks with this one.",
        "See that it is intended.");

    public static readonly FindingCode DiskFull = new(2301, "Not enough disk space",
        "The disk has less free space than the change needs.",
        "Make room without deleting ZooKeeper's data, or write folders on another disk.");

    public static readonly FindingCode StartCommandMissing = new(2302, "Start command not executable",
        "The program that starts the server is missing or cannot be run, so a stopped server could not return.",
        "Restore the program, or correct service.start.");

    public static readonly FindingCode ReleaseRemoved = new(2303, "Release of a running server removed",
        "The files that the process was started from are gone. It runs on and could not be started again.",
        "Put the release back where it was.");

    public static readonly FindingCode ProgramMissing = new(2304, "Program missing",
        "The host lacks a program that the suite's scripts use.",
        "Install it and put it on the PATH of the account that logs in.");

    public static readonly FindingCode JavaMissing = new(2305, "Java missing",
        "No Java runs on the host, or none in java.home.",
        "Install Java, or correct java.home.");

    public static readonly FindingCode JavaTooOld = new(2306, "Java too old",
        "The release needs a later Java.",
        "Install a later Java, or write the folder of one under java.home.");

    public static readonly FindingCode MemoryTooSmall = new(2307, "Not enough memory",
        "The heaps of the servers do not fit into the memory of the host.",
        "Write a smaller java.heap, or use a larger host.");

    public static readonly FindingCode MemoryLow = new(2308, "Little free memory",
        "Servers to start need more memory than is free; a server that swaps loses its sessions.",
        "See what else runs on the host.");

    public static readonly FindingCode ClockSkew = new(2309, "Clock differs",
        "The clock of the host differs from this machine's.",
        "Let a time service such as chrony set it.");

    public static readonly FindingCode MetricsProviderMissing = new(2310, "Provider of metrics missing in a release",
        "The inventory has the section metrics, and the release has no jar of ZooKeeper's provider for Prometheus or of "
        + "the library that it uses. A server that is told to use it does not start.",
        "Use ZooKeeper's own archive, or remove the section metrics.");

    public static readonly FindingCode NameUnresolved = new(2401, "Host name does not resolve",
        "The host cannot resolve the name of a server.",
        "Add the name to the DNS or to /etc/hosts, in the same way on every host.");

    public static readonly FindingCode NameIsLoopback = new(2402, "Host name resolves to loopback",
        "The name means the host itself only, so other servers would not reach it.",
        "Correct /etc/hosts, or write an address as the host.");

    public static readonly FindingCode NameDiffers = new(2403, "Host name resolves differently",
        "The name means another address than on other hosts.",
        "Make DNS and /etc/hosts agree on all hosts.");

    public static readonly FindingCode PortTaken = new(2404, "Port taken",
        "Another process listens on a port of the server.",
        "Write another port, or stop that process if it may be stopped.");

    public static readonly FindingCode PeerSilent = new(2405, "Connection between hosts without an answer",
        "A packet filter drops connections to a quorum or election port.",
        "Let the firewalls between the hosts pass it.");

    public static readonly FindingCode PeerUnreachable = new(2406, "No route between hosts",
        "The network has no route to another server.",
        "Correct routes and firewalls between the hosts.");

    public static readonly FindingCode PeerRefused = new(2407, "Connection between hosts refused",
        "The server listens, and connections to it from another host are refused.",
        "See whether a firewall rejects them, or whether the name means another host.");

    public static readonly FindingCode PeerUntested = new(2408, "Connections between hosts not tested",
        "The host has no program that can try a connection.",
        "Install bash or netcat, or see that the firewalls pass the quorum and election ports.");

    public static readonly FindingCode SyncTooSlow = new(2409, "First synchronization may take too long",
        "A new server must copy the data within initLimit, and may not manage it on a slow disk or network.",
        "Raise settings.initLimit in a rollout before this one.");

    public static readonly FindingCode TlsOnly = new(2501, "No plain client port",
        "The server has a TLS client port only, and the inventory does not say how to use it.",
        "Write the section security with clients: tls, the authorities, and the certificates of the servers.");

    public static readonly FindingCode ClientTlsSwitch = new(2522, "Plain clients would be cut off",
        "Clients use the plain port, which the inventory wants closed, and there is no port with TLS yet.",
        "Write clients: both first and expand; let the clients use TLS; then write clients: tls.");

    public static readonly FindingCode LinkUnknown = new(2524, "TLS or logins between servers not known",
        "The process takes something else than its configuration file says: it runs with another file.",
        "Restart that server by hand with a file by which it can talk to the others, and see that it follows.");

    public static readonly FindingCode StorePasswordMissing = new(2525, "Password of a key store would be removed",
        "The inventory has the location of a key or trust store and not the password that the server opens it with.",
        "Write the password under settings as a variable, or give the store one that can be written.");

    public static readonly FindingCode ClientLoginSwitch = new(2523, "Clients without a login would be cut off",
        "Servers that require a login and servers without logins would serve the same clients.",
        "Write required: false first and expand; let the clients log in, or stop to; then change the rest.");

    public static readonly FindingCode TrustUnknown = new(2526, "Not known whom a server trusts",
        "Servers get certificates of another authority, and it is not known what a member trusts or shows.",
        "Let the certificates be of the authority in use first, and expand; then replace the authority in another rollout.");

    public static readonly FindingCode AuthorityLeaves = new(2527, "Clients may trust only the authority that goes",
        "Servers get certificates of another authority: a client that does not trust it cannot connect to them.",
        "Give the clients the new authority first, or keep the old one under authorities until they have it.");

    public static readonly FindingCode NewerData = new(2502, "Newer data on a server that does not serve",
        "The server holds later transactions or a later epoch than the leader. Its election would replace the data.",
        "Find out which data are right before anything is started or moved; the message names what each server holds.");

    public static readonly FindingCode IdClaimedTwice = new(2503, "Two servers claim one id",
        "Two data folders hold the same id in their files myid.",
        "See whose data the folders hold, then correct the file that is wrong while that server is down.");

    public static readonly FindingCode AddressListedTwice = new(2504, "Two members at one address",
        "The configuration in force lists two servers at the same address, so one machine votes twice.",
        "Remove one of them from the ensemble first.");

    public static readonly FindingCode IdReused = new(2505, "Id of a former server",
        "Servers that did not hear of the change take the new host for the former server.",
        "Give the server an id that no server had.");

    public static readonly FindingCode LimitsDiffer = new(2506, "Limits differ between members",
        "Members run with different tick times, limits or record sizes.",
        "Write the right value into the inventory and into the file of the server that differs.");

    public static readonly FindingCode RecordSizeLowered = new(2507, "Largest record size lowered",
        "Znodes that were written with the larger limit could not be read any more.",
        "Write the value that the server runs with under java.flags.");

    public static readonly FindingCode MembersDiffer = new(2508, "Members run with different lists",
        "Servers run with lists of members that no single change leads to.",
        "Decide which list is right, then restart the other servers with it one by one.");

    public static readonly FindingCode ConfigurationOverwritten = new(2509, "Configuration written over",
        "zoo.cfg does not point to the list of members that ZooKeeper keeps any more.",
        "Remove its server lines and point dynamicConfigFile to the newest file of members.");

    public static readonly FindingCode MembersFileMissing = new(2510, "List of members missing",
        "zoo.cfg points to a file that does not exist, so the server cannot start again.",
        "Point dynamicConfigFile to the newest file of members.");

    public static readonly FindingCode MembersFileHasVersion = new(2511, "Version inside the list of members",
        "ZooKeeper refuses a file of members with a line version.",
        "Remove that line from the file.");

    public static readonly FindingCode SeveralLeaders = new(2512, "Several leaders",
        "Several servers lead at the same time, each with a tree of its own.",
        "Restart no server; the plan and --target=Status tell who holds what and which server is kept.");

    public static readonly FindingCode NoLeader = new(2513, "No leader",
        "Enough servers run for a quorum, and none of them leads.",
        "See in their logs why they elect no leader.");

    public static readonly FindingCode OutOfSync = new(2514, "Server out of sync",
        "The server does not follow the leader's transactions.",
        "See in its log what holds it back.");

    public static readonly FindingCode ReconfigPending = new(2515, "Reconfiguration pending",
        "A reconfiguration has begun and is not committed.",
        "Start the members that are down, and wait until it is committed.");

    public static readonly FindingCode ConfigurationOutdated = new(2516, "Server with another configuration",
        "The server runs with another version of the configuration than the leader.",
        "Restart the server; it takes the leader's configuration over.");

    // 2517 and 2518 told of TLS and SASL between servers switched in one step: such a change is planned in passes now.

    public static readonly FindingCode ForeignReleaseLink = new(2519, "Link to the release made by others",
        "The link that servers start from was not made by the suite, which does not replace it.",
        "Write another folder under paths.install.");

    public static readonly FindingCode SessionsRefused = new(2520, "Sessions refused",
        "The servers do not let the suite open the sessions by which it proves its steps.",
        "Allow these sessions as the message says.");

    public static readonly FindingCode SharedReleaseLink = new(2521, "Link to the release shared with other ensembles",
        "Servers of other ensembles may start from the same link and would return with another release.",
        "Write a folder of its own under paths.install.");
}
