namespace Ensembles.Findings;

/// <summary>Faults of inventory files.</summary>
public static partial class InventoryCodes
{
    public static readonly FindingCode FileMissing = new(1001, "Inventory file not found",
        "The file that --inventory names does not exist.",
        "Give the name of an inventory in the folder inventories, or the path of a file.");

    public static readonly FindingCode FileTooLarge = new(1002, "Inventory file too large",
        "The file is larger than any inventory, so it is probably another file.",
        "Give the path of an inventory.");

    public static readonly FindingCode FileUnreadable = new(1003, "Inventory file not readable",
        "The file exists and cannot be read, for example for its permissions.",
        "Let the account that runs the suite read it.");

    public static readonly FindingCode InvalidYaml = new(1004, "Invalid YAML",
        "The text is not valid YAML at the place shown.",
        "Check indentation, quotes and brackets there.");

    public static readonly FindingCode SeveralDocuments = new(1005, "Several YAML documents",
        "The file holds more than one YAML document; an inventory is a single one.",
        "Write each ensemble into a file of its own.");

    public static readonly FindingCode UnsupportedYaml = new(1006, "Unsupported YAML feature",
        "The file uses an anchor, an alias or a tag, which inventories do not support.",
        "Write the value itself.");

    public static readonly FindingCode InvalidKey = new(1007, "Key is not a text",
        "A list or a mapping stands where the name of a key is expected.",
        "Write a name before the colon.");

    public static readonly FindingCode EmptyInventory = new(1008, "No inventory in the file",
        "The file is empty or does not hold a mapping.",
        "Begin with the name of the ensemble, as in inventories/local.yml.");

    public static readonly FindingCode UnknownKey = new(1101, "Unknown key",
        "Inventories have no such key, so what was meant by it would not happen.",
        "Correct the name; the message names the most similar key.");

    public static readonly FindingCode DuplicateKey = new(1102, "Duplicate key",
        "The key is written twice, and only one value can hold.",
        "Keep one of them.");

    public static readonly FindingCode MissingKey = new(1103, "Required key missing",
        "The inventory cannot be used without this key.",
        "Write the key; the message gives an example.");

    public static readonly FindingCode MissingValue = new(1104, "Key without a value",
        "The key has no value.",
        "Write a value, or remove the key so that its default holds.");

    public static readonly FindingCode WrongType = new(1105, "Wrong type of value",
        "A list, a mapping or a single value stands where another type is expected.",
        "Write the type of value that the message names.");

    public static readonly FindingCode EmptyList = new(1106, "Empty list",
        "The list must have at least one item.",
        "Write an item.");

    public static readonly FindingCode InvalidValue = new(1107, "Invalid value",
        "The value is none of those that the key takes.",
        "Write a value of the form that the message names.");

    public static readonly FindingCode OutOfRange = new(1108, "Number out of range",
        "The number is smaller or larger than the key allows.",
        "Write a number of the range that the message names.");

    public static readonly FindingCode UnresolvedVariable = new(1109, "Environment variable not resolved",
        "The value refers to an environment variable that is not set, or the reference is malformed.",
        "Set the variable for the run, or correct the reference.");

    public static readonly FindingCode InvalidVariableName = new(1110, "Invalid name of an environment variable",
        "The name cannot be that of an environment variable.",
        "Use letters, digits and underscores, and begin with a letter or an underscore.");

    public static readonly FindingCode UnknownSetting = new(1201, "Unknown ZooKeeper setting",
        "ZooKeeper does not know the setting and would ignore it, and it is nearly one that ZooKeeper knows.",
        "Correct the name; inventories/schema.json lists all settings.");

    public static readonly FindingCode InvalidSettingName = new(1202, "Invalid name of a setting",
        "The name holds characters that zoo.cfg cannot hold in a key.",
        "Use letters, digits, dots, underscores and hyphens.");

    public static readonly FindingCode MisplacedSetting = new(1203, "Known setting under other settings",
        "The setting is one that the suite knows and checks.",
        "Write it under settings, where its value is checked.");

    public static readonly FindingCode ReservedSetting = new(1204, "Setting that follows from other keys",
        "The suite derives this line of zoo.cfg from other keys, or ZooKeeper does not read it from there.",
        "Write the key that the message names instead.");

    public static readonly FindingCode SettingOfLaterRelease = new(1205, "Setting unknown to the release",
        "The release of the inventory is older than the setting.",
        "Remove the setting, or use a later release.");

    public static readonly FindingCode SessionTimeoutsContradict = new(1206, "Contradictory session timeouts",
        "The shortest session timeout is longer than the longest one; ZooKeeper would not start.",
        "Make minSessionTimeout at most maxSessionTimeout.");

    public static readonly FindingCode SettingPreventsManagement = new(1207, "Setting that prevents measuring",
        "With this value the suite could not open the sessions by which it proves each step, or not measure the leader.",
        "Remove the setting, or use a value of the range that the message names.");

    public static readonly FindingCode PurgingDisabled = new(1208, "Purging of old snapshots disabled",
        "ZooKeeper does not remove old snapshots and logs, so they fill the disk in time.",
        "Set autopurge.purgeInterval to 1 to 24 hours.");

    public static readonly FindingCode AccessControlDisabled = new(1209, "Access control disabled",
        "skipACL lets every client read and write every znode.",
        "Remove the setting.");

    public static readonly FindingCode SyncDisabled = new(1210, "Synchronous writes disabled",
        "forceSync=no acknowledges writes before they are on the disk; a power failure can lose them.",
        "Remove the setting.");

    public static readonly FindingCode PluginSetting = new(1211, "Setting of a plug-in",
        "No release of ZooKeeper knows the setting; it is written as it is, since a plug-in may read it.",
        "Write it under otherSettings, or remove it.");

    public static readonly FindingCode SettingOfEarlierRelease = new(1212, "Setting that the release no longer reads",
        "The release of the inventory is later than those that read the setting, and ignores it.",
        "Remove the setting.");

    public static readonly FindingCode DuplicateId = new(1301, "Duplicate server id",
        "Two servers of the inventory have the same id.",
        "Give each server an id of its own, which no server had before.");

    public static readonly FindingCode IdRefusedByTtl = new(1302, "Server id refused by ZooKeeper",
        "With extendedTypesEnabled ZooKeeper refuses ids above 254.",
        "Remove that setting, or replace the server by one with an id of 1 to 254.");

    public static readonly FindingCode PortConflict = new(1303, "Port used twice",
        "Two ports of servers on one machine are the same.",
        "Give each a port of its own.");

    public static readonly FindingCode FolderConflict = new(1304, "Folder used by two servers",
        "Two servers of one machine use the same folder, or one folder contains the other.",
        "Use {id} in paths, or give each server folders of its own.");

    public static readonly FindingCode SharedPort = new(1305, "One port for several servers of a host",
        "A setting or flag opens a fixed port, and several servers run on the same host.",
        "Remove it, or use a host for each server.");

    public static readonly FindingCode ObserversOnly = new(1306, "No participant",
        "All servers are observers, and observers elect no leader.",
        "Make at least one server a participant.");

    public static readonly FindingCode ObserversOfOne = new(1307, "Observers beside a single participant",
        "A static ensemble with one participant runs standalone and takes no observers.",
        "Use two participants or more, or membership: dynamic.");

    public static readonly FindingCode EvenParticipants = new(1308, "Even number of participants",
        "An even number of participants tolerates no more failures than one participant fewer.",
        "Use an odd number of participants.");

    public static readonly FindingCode LoopbackHost = new(1309, "Loopback address as a host",
        "A loopback address means another machine on every host, so the servers cannot reach each other.",
        "Write an address that the other hosts can reach.");

    public static readonly FindingCode WildcardAddress = new(1310, "Wildcard address as a host",
        "A wildcard address is every address of a machine, and not one at which others reach a server.",
        "Write an address that others can reach.");

    public static readonly FindingCode ObserverWithWeight = new(1311, "Group or weight of an observer",
        "Groups and weights count for votes, and an observer has none.",
        "Remove the key, or make the server a participant.");

    public static readonly FindingCode WeightWithoutGroup = new(1312, "Weight without a group",
        "ZooKeeper uses weights only within groups, and no server has a group.",
        "Give every participant a group.");

    public static readonly FindingCode ParticipantWithoutGroup = new(1313, "Participant without a group",
        "Some participants have a group and this one has none; ZooKeeper would not start.",
        "Give every participant a group.");

    public static readonly FindingCode NoWeight = new(1314, "All weights are zero",
        "No set of servers would be a quorum.",
        "Give at least one participant a weight.");

    public static readonly FindingCode TwoGroups = new(1315, "Two groups with votes",
        "A quorum needs both groups, so the loss of either stops all writes.",
        "Use one group, or three.");
}
