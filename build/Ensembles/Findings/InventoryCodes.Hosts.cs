namespace Ensembles.Findings;

/// <summary>Faults of what an inventory says of hosts: connections, releases, Java, folders.</summary>
public static partial class InventoryCodes
{
    public static readonly FindingCode SshOnlyKey = new(1401, "Key for SSH connections only",
        "The connection is local, and the key has a meaning for SSH only.",
        "Remove the key, or write connection.type: ssh.");

    public static readonly FindingCode PassphraseWithoutKey = new(1402, "Passphrase without a private key",
        "A passphrase is given, and no private key that it opens.",
        "Write connection.key, or remove the passphrase.");

    public static readonly FindingCode UnsupportedRelease = new(1403, "Unsupported ZooKeeper release",
        "The suite does not know this release and cannot prove plans for it.",
        "Use a release from 3.4.0 to 3.9.");

    public static readonly FindingCode ArchiveMissing = new(1404, "Release archive missing",
        "It is not said where the release comes from.",
        "Write release.archive: the path or URL of the release's archive.");

    public static readonly FindingCode ChecksumMissing = new(1405, "Checksum missing",
        "An archive that is fetched over a network is checked against its checksum, and none is given.",
        "Write release.sha512 with the contents of the archive's .sha512 file.");

    public static readonly FindingCode ChecksumWithoutArchive = new(1406, "Checksum without an archive",
        "A checksum is given, and no archive that it could belong to.",
        "Write release.archive, or remove the checksum.");

    public static readonly FindingCode FetchWithoutUrl = new(1407, "Hosts have no URL to fetch from",
        "The hosts are to fetch the release themselves, and its archive is no URL.",
        "Write a URL as release.archive, or remove release.fetch.");

    public static readonly FindingCode NotInDebian = new(1408, "Release not among Debian's packages",
        "Without an archive the release is taken from Debian's packages, which do not have this one.",
        "Use a release that the message names, or write release.archive.");

    public static readonly FindingCode InvalidUrl = new(1409, "Invalid URL",
        "The text is no URL that can be fetched.",
        "Write a URL that begins with https://, or a path.");

    public static readonly FindingCode SystemdNeedsSsh = new(1410, "systemd on a local connection",
        "Units of systemd are set up on hosts that are reached by SSH.",
        "Write service: zkServer.");

    public static readonly FindingCode AmbiguousService = new(1411, "Service manager not clear",
        "The key service names no service manager, or several.",
        "Write one of unit, runit, supervisord and start.");

    public static readonly FindingCode MisplacedServiceKey = new(1412, "Key of another service manager",
        "The key has a meaning for another kind of service only.",
        "Remove the key, or write the kind of service that it belongs to.");

    public static readonly FindingCode EmbeddedNeedsLocal = new(1413, "Embedded ensemble on remote hosts",
        "The embedded ensemble runs on the local machine only, and the connection is SSH.",
        "Remove the key embedded, or write connection.type: local.");

    public static readonly FindingCode UnknownEmbeddedId = new(1414, "Unknown id in embedded.start",
        "No server of the inventory has this id.",
        "Write ids of servers of the inventory.");

    public static readonly FindingCode InvalidEmbeddedStart = new(1415, "Unsuitable id in embedded.start",
        "The server is an observer, or its id is in the list already.",
        "Write the ids of different participants.");

    public static readonly FindingCode SuperuserMissing = new(1416, "Superuser missing",
        "The members of a dynamic ensemble are changed by its superuser, and none is given.",
        "Write superuser with a password file or a password from the environment.");

    public static readonly FindingCode SuperuserUnused = new(1417, "Superuser without use",
        "A static ensemble is changed without a superuser.",
        "Remove the key, or write membership: dynamic.");

    public static readonly FindingCode AmbiguousPassword = new(1418, "Password of the superuser not clear",
        "Both a password and a password file are given, or neither.",
        "Write one of them.");

    public static readonly FindingCode PlaceholderPassword = new(1419, "Placeholder instead of a password",
        "The value is the placeholder that printed commands show instead of a password.",
        "Set the variable to the password itself.");

    public static readonly FindingCode PasswordFileMissing = new(1420, "Password file not found",
        "The file that superuser.passwordFile names does not exist.",
        "Make the file with mode 0600 and the password in its first line.");

    public static readonly FindingCode PasswordFileExposed = new(1421, "Password file readable by others",
        "Other accounts of this machine may read the password.",
        "Set the mode of the file to 0600.");

    public static readonly FindingCode InvalidPassword = new(1422, "Password not usable",
        "The password cannot be read, or has characters that ZooKeeper's digest cannot carry.",
        "Follow the message.");

    public static readonly FindingCode DynamicUnsupported = new(1423, "Dynamic membership not supported",
        "The release has no reconfiguration, or any client could change the members.",
        "Write membership: static, or use 3.5.3 or later.");

    public static readonly FindingCode HeapFlag = new(1424, "Maximum heap among the flags",
        "The maximum heap has a key of its own.",
        "Write java.heap instead of -Xmx.");

    public static readonly FindingCode HeapTooSmall = new(1425, "Heap very small",
        "An empty server hardly runs with this heap.",
        "Use 128m or more.");

    public static readonly FindingCode HeapInefficient = new(1426, "Heap without compressed references",
        "From 32 GiB on Java uses references of twice the size, so the heap holds less than one of 31 GiB.",
        "Use 31g or less, or 48g and more.");

    public static readonly FindingCode RelativePath = new(1501, "Path not absolute",
        "Paths on hosts that are reached by SSH must be absolute.",
        "Begin the path with a slash.");

    public static readonly FindingCode InvalidPath = new(1502, "Unsuitable character in a path",
        "ZooKeeper's files and scripts cannot carry the character.",
        "Use other characters; {id} and {ensemble} are replaced.");

    public static readonly FindingCode TopFolder = new(1503, "Path is not a folder of its own",
        "The path is a top folder of the file system.",
        "Use a folder such as /var/lib/zookeeper.");

    public static readonly FindingCode VolatileFolder = new(1504, "Folder is emptied at a restart",
        "The operating system empties the folder when the host starts, and what is kept there is lost.",
        "Use a folder that lasts.");

    public static readonly FindingCode HomeFolder = new(1505, "Data in a home folder",
        "The folder is the home of an account, which may keep other files there.",
        "Use a folder below it for the server alone.");

    public static readonly FindingCode SystemFolder = new(1506, "Folder shared with other programs",
        "The folder belongs to an account or to many programs, and the suite would change its owner or contents.",
        "Use a folder below it for the server alone.");

    public static readonly FindingCode KernelFolder = new(1507, "Folder of the kernel",
        "No files are kept in this tree.",
        "Use a folder on a disk, such as /var/lib/zookeeper.");

    public static readonly FindingCode NestedFolder = new(1508, "Folder inside another folder of the server",
        "ZooKeeper or the suite manages the contents of the outer folder by itself.",
        "Use a folder beside it.");

    public static readonly FindingCode FolderUnderReleaseLink = new(1509, "Folder under the link to the release",
        "The link points to another folder after an upgrade, so the server would no longer find its files.",
        "Use a folder outside of the release.");

    public static readonly FindingCode FolderInRelease = new(1510, "Folder inside a release",
        "The folder is deleted together with that release.",
        "Use a folder outside of paths.install.");

    public static readonly FindingCode FolderHoldsReleases = new(1511, "Folder contains paths.install",
        "Releases are unpacked inside a folder of the server.",
        "Use folders that do not contain each other.");

    public static readonly FindingCode MixedFolder = new(1512, "One folder for two purposes",
        "Two paths of the server are the same folder, so files of different use are mixed.",
        "Use a folder for each.");
}
