using Ensembles.Inventories;
using Ensembles.Observing.Processes;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>
/// Compares what keeps a server running with what the inventory says of it: a server is stopped only through what keeps
/// it, or it would be started again beside the one that the suite starts.
/// </summary>
/// <param name="Refusal">Why it cannot be stopped, and what to write or to switch off; null: it can.</param>
/// <param name="Move">What keeps it now and is switched off when it becomes the suite's own; null: nothing is.</param>
internal sealed record ServiceMatch(string? Refusal, string? Move)
{
    private static readonly ServiceMatch Fits = new(null, null);

    /// <param name="running">Null: it is down.</param>
    /// <param name="startedByUs">It is the process that the suite started last.</param>
    public static ServiceMatch Of(Inventory inventory, Server server, RunningServer? running, bool startedByUs)
    {
        if (running is null)
        {
            return Fits;
        }

        var keeper = running.Keeper;
        if (running.OtherNamespace || keeper.Kind == KeeperKind.Container)
        {
            return new($"Server {server.Id} runs in {(keeper.Kind == KeeperKind.Container ? keeper : "a container")} " +
                "(its namespaces are not its host's), and only what runs the container can stop it and start it: " +
                "change the container's configuration there.", null);
        }

        return (keeper.Kind, server.Service) switch
        {
            (KeeperKind.None, _) => Fits,
            (KeeperKind.SystemdUnit, ServiceSpec.Systemd or ServiceSpec.Unit)
                when keeper.Name == ServiceUnit.Name(inventory, server) => Fits,
            (KeeperKind.Runit, ServiceSpec.Runit runit)
                when Path.GetFileName(keeper.Name) == Path.GetFileName(runit.Folder) => Fits,
            (KeeperKind.Supervisord, ServiceSpec.Supervisord program)
                when keeper.Name.Length == 0 || keeper.Name == program.Program => Fits,
            (KeeperKind.Loop, _) when startedByUs => Fits,
            (KeeperKind.SystemdUnit or KeeperKind.Runit,
                ServiceSpec.ZkServer { Moves: true } or ServiceSpec.Systemd { Moves: true }) => new(null, $"{keeper}"),
            (KeeperKind.Loop, _) => new(
                $"Server {server.Id} is started again by {keeper}, and the suite knows no way to tell that to let it " +
                $"be: end process {keeper.Pid} on its host (the server runs on), or put the server under " +
                "systemd, runit or supervisord and write that under service.", null),
            _ => new(
                $"Server {server.Id} is kept running by {keeper}, and {inventory.File} says service: " +
                $"{server.Service.Yaml} for it. Write service: {Line(keeper)} for server {server.Id}" +
                (keeper.Kind == KeeperKind.Supervisord
                    ? "; supervisord starts its programs by itself, so to move the server to a service of the " +
                        "suite's own take the program out of its configuration first."
                    : ", or service: { move: zkServer } or { move: systemd } to have it moved to a service of the " +
                        "suite's own: one restart, and what keeps it now is switched off."), null),
        };
    }

    /// <summary>The service through which a keeper is told to let a server be; null where none is known.</summary>
    public static ServiceSpec? ServiceOf(Keeper keeper) => keeper.Kind switch
    {
        KeeperKind.SystemdUnit when keeper.Name.Length > 0 => new ServiceSpec.Unit(keeper.Name),
        KeeperKind.Runit when keeper.Name.Length > 0 => new ServiceSpec.Runit(keeper.Name),
        KeeperKind.Supervisord when keeper.Name.Length > 0 => new ServiceSpec.Supervisord(keeper.Name, null),
        _ => null,
    };

    /// <summary>What to write into the inventory for a keeper.</summary>
    private static string Line(Keeper keeper) => ServiceOf(keeper)?.Yaml ?? "{ supervisord: PROGRAM }";
}
