using Ensembles.Histories;
using Ensembles.Inventories;
using Ensembles.Observing;

namespace Ensembles.Membership;

/// <summary>Where a server's things stand on its host, besides the folders that the inventory names.</summary>
public static class ServerLayout
{
    /// <summary>
    /// Copies of the files as they were when the server was started: what it runs with, not what they say now.
    /// </summary>
    public static string StartedFolder(this Server server) => $"{server.Paths.Config}/started";

    /// <summary>The configuration file that the server is started with, whatever it is called.</summary>
    public static string ZooCfgPath(this Server server) => $"{server.Paths.Config}/{server.Paths.ConfigFile}";

    /// <summary>
    /// Held on every host for as long as a rollout works on the ensemble. One for all servers of a host, in the folder
    /// that they have in common.
    /// </summary>
    public static string LockFile(this Inventory inventory) => $"{inventory.InstallPath}/{inventory.Ensemble}.lock";

    /// <summary>
    /// Names servers that a rollout takes out, from before its first step until they are stopped: once no configuration
    /// names them any more, only this tells the next run of them.
    /// </summary>
    public static string LeaversFile(this Server server) => $"{server.Paths.Config}/leavers";

    /// <summary>Where a file that a start reads stands, by its name among <see cref="Comparison.Names"/>.</summary>
    public static string LivePath(this Server server, string name) =>
        name == ServerPaths.UsualConfigFile ? server.ZooCfgPath() : $"{server.Paths.Config}/{name}";

    public static string StartedCopy(this Server server, string name) => $"{server.StartedFolder()}/{name}";

    /// <summary>What is remembered of the tree from run to run; it goes where the data go.</summary>
    public static string HistoryFile(this Server server) => $"{server.Paths.Data}/version-2/{HistoryRecord.FileName}";

    /// <summary>Which inventories were carried out; it goes where the data go.</summary>
    public static string InventoryFile(this Server server) => $"{server.Paths.Data}/version-2/ensemble-inventory";
}
