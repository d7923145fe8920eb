namespace Ensembles.Findings;

/// <summary>Faults of what an inventory says of figures for Prometheus, and of backups.</summary>
public static partial class InventoryCodes
{
    public static readonly FindingCode MetricsUnsupported = new(1701, "Metrics not supported by the release",
        "ZooKeeper offers figures for Prometheus from 3.6.0 on.",
        "Remove the section metrics, or use a later release.");

    public static readonly FindingCode MetricsNotInDebian = new(1702, "No provider of metrics in Debian's packages",
        "Without an archive the release is made of Debian's packages, which leave out ZooKeeper's provider for "
        + "Prometheus. A server that is told to use it does not start.",
        "Write release.archive with ZooKeeper's own archive, or remove the section metrics.");

    public static readonly FindingCode MetricsContradiction = new(1703, "Setting contradicts the section metrics",
        "The section metrics writes the class and the port of the provider, and a setting says otherwise.",
        "Remove the setting.");

    public static readonly FindingCode BackupHostUnusable = new(1704, "Host of backups not usable",
        "The host of the second place is reached by the connection of the servers, which must be SSH, and needs a folder.",
        "Write backups.folder with an absolute path, and connection.type: ssh; or remove the host.");

    public static readonly FindingCode BackupFolderOfServer = new(1705, "Second place of backups in a server's folder",
        "ZooKeeper and the suite read, move and remove what lies in the folders of a server: backups among it would go with "
        + "the data that they are to bring back.",
        "Write a folder outside of the servers' folders, best on another disk or host.");
}
