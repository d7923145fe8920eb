using Ensembles.Inventories;
using Ensembles.Observing.Processes;
using Ensembles.Planning;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Tells a server whose data lie elsewhere than in the folder that it would come back with: somebody has changed its
/// configuration file after its start, or the inventory names another folder. Pure.
/// </summary>
internal static class OtherData
{
    private const string Remedy =
        "A restart would begin without these data. Write the folder that they are in into its configuration file and " +
        "into the inventory again, or stop the server, move the data and start it";

    /// <returns>Null where nothing says so.</returns>
    public static UnmodelledLine? Of(Server server, HostFacts facts, ServerStatus? status) =>
        status is { Zxid.Value: < 0 } ? new(
            "it runs without any data (its last zxid is -1, and db.autocreate=false lets it begin no tree)",
            $"Its data are not in {server.Paths.Data}: {Remedy[(Remedy.IndexOf(". ", StringComparison.Ordinal) + 2)..]}")
        : IsOpenElsewhere(facts.Process) ? new(
            $"its process {facts.Process!.Identity.Pid} writes its transactions in {facts.Process.OpenLogFolder}, and " +
            $"its configuration file now names {facts.Process.FiledLogFolder}", Remedy)
        : status is { Mode: not ServerMode.NotServing, Zxid.Counter: > 0 } && facts.Held.IsEmpty ? new(
            $"it serves {status.NodeCount} znodes up to {status.Zxid}, and {server.Paths.Data} holds neither a snapshot " +
            "nor a log, or cannot be read by the account that looked", Remedy)
        : null;

    private static bool IsOpenElsewhere(RunningServer? process) =>
        process is { OtherNamespace: false, OpenLogFolder: { } open, FiledLogFolder: { } filed } && open != filed;
}
