namespace Ensembles.Findings;

/// <summary>Findings of backups and restores, and of ensembles that are adopted.</summary>
public static class OtherCodes
{
    public static readonly FindingCode RestoreOverServer = new(7001, "Restore over a running server",
        "A running ensemble is never restored over.",
        "Stop all of its servers first.");

    public static readonly FindingCode RestoreOverData = new(7002, "Restore over data",
        "A server holds data, and a restore overwrites none.",
        "Move the data aside as the message says, then run the command again.");

    public static readonly FindingCode BackupUnusable = new(7021, "Backup that cannot be made or used",
        "The copy cannot be made, is damaged, or lacks transactions.",
        "See the message; a rollout begins without a copy by --no-backup.");

    public static readonly FindingCode ReleaseUnusable = new(7022, "Release that cannot be used",
        "The archive cannot be fetched or read, or is not the one that was named.",
        "See the message; correct version, archive or sha512 under release.");

    public static readonly FindingCode GateNotPassed = new(7023, "Condition behind a step not met",
        "A server did not come to what the step was for, in time or at all; the rollout has stopped there.",
        "See the end of the server's log in the message, put right what it says, and run the same command again.");

    public static readonly FindingCode HostFailed = new(7024, "Host that failed during a change",
        "A host could not be reached any more, or a script on it failed, as where its folder of temporary files is full.",
        "See the message; the same command goes on once the host answers, or has room again.");

    public static readonly FindingCode RecoveryOfLiving = new(7011, "Recovery of an ensemble that lives",
        "A server serves, so a majority is there and nothing is to be recovered.",
        "Use Expand, Replace or Shrink.");

    public static readonly FindingCode RecoveryOfMajority = new(7012, "Recovery while a majority holds data",
        "The servers that hold data are a majority of the members: started, they lose nothing.",
        "Start them, and see in their logs why they do not serve.");

    public static readonly FindingCode NothingToRecover = new(7013, "No data to recover",
        "No server of the inventory holds data.",
        "Make a new ensemble of a backup with --target=Restore.");

    public static readonly FindingCode RecoveryNotAccepted = new(7014, "Loss by a recovery not accepted",
        "A recovery loses what only the lost servers held.",
        "Read what the run has told, and give the name that it has printed with --accept-risk.");

    public static readonly FindingCode RecoveryBesideUnseen = new(7016, "Recovery while lost servers may run",
        "Members that are a majority cannot be looked at, and nothing shows that they are down: a new ensemble could be a second one.",
        "Make their hosts reachable or see there that they are down; else give the name that the run has printed with --accept-risk.");

    public static readonly FindingCode DataPutAside = new(7015, "First start beside data that were put aside",
        "The hosts hold no data but those that a recovery, a replacement or a removal has put aside.",
        "Restore a backup, or move the folder away if its data are not needed any more.");

    public static readonly FindingCode NothingToReturnTo = new(7031, "No earlier inventory to go back to",
        "Beside the data of the servers no inventory is noted that was carried out before the last one.",
        "Take the inventory of before from your version control and carry that out.");

    public static readonly FindingCode ReturnBeyondServers = new(7032, "Way back beyond what servers are told",
        "The noted inventory differs in accounts, commands, folders or connections, which are never taken from a note.",
        "Read the noted inventory, make yours like it where it is right, and carry that out.");

    public static readonly FindingCode RestoreByOlderRelease = new(7003, "Backup of a later release",
        "The release of the inventory may not be able to read the backup.",
        "Write the release of the backup or a later one.");

    public static readonly FindingCode BackupWithoutSnapshot = new(7004, "Backup without a snapshot",
        "ZooKeeper 3.5.3 and later do not start from logs alone (ZOOKEEPER-2325).",
        "Use the backup of another server.");

    public static readonly FindingCode NothingToBackUp = new(7005, "Nothing to back up",
        "No server of the ensemble holds data in the folders of the inventory.",
        "Check the folders in the inventory.");

    public static readonly FindingCode BackupIncomplete = new(7006, "Backup behind the server",
        "The data folder ends before the transactions that the server has shown: it keeps its data elsewhere.",
        "See which folders its process has open, then correct its configuration file and the inventory.");

    public static readonly FindingCode SecondPlaceFailed = new(7007, "Backup not brought to its second place",
        "The backup here is whole; its copy elsewhere could not be made or is not the same.",
        "See the disk, the permissions and the connection of the second place, then make the backup again.");

    public static readonly FindingCode DrillFailed = new(7008, "Backup that does not bring the ensemble back",
        "A server that was started with the backup does not serve, or holds other znodes than the backup or the ensemble.",
        "Make another backup and try that one; keep this one to find out why.");

    public static readonly FindingCode AdoptWithoutFile = new(7101, "Process without a configuration file",
        "The process runs with values of its command line only.",
        "Give it a configuration file, then adopt it.");

    public static readonly FindingCode AdoptUnreadableFile = new(7102, "Configuration file of a process not readable",
        "The file is gone, or the account that looks may not read it.",
        "Put the file back, or use --become=sudo.");

    public static readonly FindingCode AdoptDeletedLog = new(7103, "Transaction log of a process deleted",
        "What the server holds is in its memory alone, and a stop would lose it.",
        "Do not stop it: let a client copy the tree into another ensemble first.");

    public static readonly FindingCode AdoptOtherPort = new(7104, "Client port changed since the start",
        "The process listens on another port than its configuration file names.",
        "Write the port that it listens on into the file again.");

    public static readonly FindingCode AdoptOtherFolder = new(7105, "Data folder changed since the start",
        "The process writes into another folder than its configuration file names; a restart would begin without the data.",
        "Write the folder that the data are in into the file again.");

    public static readonly FindingCode AdoptCoveredLog = new(7120, "Data folder covered by a mount",
        "The process has another log open than the one that is seen under that name: a mount covers its data folder, or it "
        + "has mounts of its own.",
        "Do not stop it: remove the mount, or let a client copy the tree into another ensemble first.");

    public static readonly FindingCode AdoptMembers = new(7106, "List of members not supported",
        "The list of members has lines that the suite does not support.",
        "See the message.");

    public static readonly FindingCode AdoptId = new(7107, "Id of a process not known",
        "The file myid is missing, cannot be read, or names a server that the list of members does not have.",
        "Restore the file, or use --become=sudo.");

    public static readonly FindingCode AdoptSharedId = new(7108, "Several processes with one id",
        "One of the files myid was changed after its server was started.",
        "Write the server's own id into that file again.");

    public static readonly FindingCode AdoptService = new(7109, "Service manager of a process not supported",
        "The suite does not know how to stop and start what keeps the process running.",
        "See the message.");
}
