using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Tells a server whose data lie elsewhere than in the folder that it would come back with: an operator has changed its
/// configuration file after its start, or the inventory names another folder. Pure.
/// </summary>
internal static class OtherData
{
    private const string Way =
        "Write the folder that they are in into its configuration file and into the inventory again, or stop the server, " +
        "move the data and start it";

    private const string Remedy = "A restart would begin without these data. " + Way;

    private const string InMemory =
        "Do not stop it: what it serves is in its memory alone, and a stop would lose it. Let a client copy the tree into " +
        "another ensemble first";

    /// <returns>Null where nothing says so.</returns>
    public static UnmodelledLine? Of(Server server, HostFacts facts, ServerStatus? status) =>
        status is { Zxid.Value: < 0 } ? new(
            "it runs without any data (its last zxid is -1, and db.autocreate=false lets it begin no tree)",
            $"Its data are not in {server.Paths.Data}. {Way}")
        : facts.Process is { DeletedLog: { } log } orphan ? new(
            $"its process {orphan.Identity.Pid} writes its transactions into {log}, which was deleted beneath it", InMemory)
        : facts.Process is { WritesElsewhere: true } process ? new(
            $"its process {process.Identity.Pid} writes its transactions in {process.OpenLogFolder}, and a start " +
            $"would look in {process.DataLogFolder}", Remedy)
        : facts.Process is { HasLogApart: true, OtherNamespace: false } covered ? new(
            $"its process {covered.Identity.Pid} has a transaction log open in {covered.OpenLogFolder} which is not the file of " +
            $"that name in {server.Paths.DataLog}: a mount covers the folder, the process has mounts of its own, or the " +
            "inventory names another folder",
            "Remove the mount that covers the folder, or correct the inventory. Where neither is the cause: " + InMemory)
        : status is { Mode: not ServerMode.NotServing, Zxid.Counter: > 0 } && facts.Held.IsEmpty ? new(
            $"it serves {status.NodeCount} znodes up to {status.Zxid}, and {server.Paths.Data} holds neither a snapshot " +
            "nor a log, or cannot be read by the account that looked",
            $"Where the data are in another folder, write that folder into its configuration file and into the inventory " +
            $"again. Where they are in no folder: {InMemory}")
        : null;
}
