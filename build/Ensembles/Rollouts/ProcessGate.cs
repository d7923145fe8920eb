using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing.Processes;

namespace Ensembles.Rollouts;

/// <summary>
/// The part of every gate that looks at the process: the one that the step has started, with this plan's files, and it
/// alone is what answers. Pure.
/// </summary>
internal static class ProcessGate
{
    /// <summary>What is wrong with the process that is found now; null where nothing is.</summary>
    /// <param name="process">Null where no process of the server is found.</param>
    /// <param name="started">The process that the step has started; null where no step of this run has.</param>
    /// <param name="condition">What is waited for, for the message.</param>
    public static string? Fault(Server server, RunningServer? process, ProcessIdentity? started, string condition)
    {
        if (process is null)
        {
            return $"{server} has ended, so that it never came to: {condition}.";
        }

        // A unit of ours starts again what has ended, and that is a start with the same files.
        if (started is { } known && !process.Identity.Is(known)
            && !(server.Service is not (ServiceSpec.ZkServer or ServiceSpec.Script) && process.Identity.StartTicks > known.StartTicks))
        {
            var (keeper, remedy) = process.Keeper.Kind == KeeperKind.None
                ? ("started by something that is not its parent", "End what starts it, and the process")
                : ($"kept alive by {process.Keeper}", "End it where it is kept");
            return $"{server}: process {known}, which ran after this step's start, has ended, and process " +
                $"{process.Identity} runs as this server in its place, {keeper}. Nothing else was changed. {remedy}, " +
                "then run this again.";
        }

        return process.UsesConfig ? null
            : $"{server}: process {process.Identity} works in {server.Paths.Data} with the configuration " +
                $"{process.ConfigFile ?? process.ConfigArgument}, which is not this plan's {server.ZooCfgPath()}. " +
                "Nothing else was changed. End that process, then run this again.";
    }

    /// <summary>The same once something has answered on the client port: it must be this process.</summary>
    public static string? FaultOfAnswer(
        Server server, RunningServer? process, ProcessIdentity? started, string condition) =>
        Fault(server, process, started, condition)
        ?? (Listens(process!, server.ClientPort) ? null
            : $"{server}: process {process!.Identity} runs as this server, and another process answers on port " +
                $"{server.ClientPort} in its place. Nothing else was changed. End that one, then run this again.");

    /// <summary>It holds the port itself; taken for granted where its sockets are not ours to look at.</summary>
    public static bool Listens(RunningServer process, int port) =>
        process.Hidden || process.Identity.StartTicks == 0 || process.ListeningPorts.Contains(port);
}
