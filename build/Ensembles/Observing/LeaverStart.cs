using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using Ensembles.Rendering;
using Remote;

namespace Ensembles.Observing;

/// <summary>
/// How a server that is to leave is stopped and started again. The inventory says nothing of it any more: who started it
/// by hand, or by a service, gets it back in the same way.
/// </summary>
internal sealed class LeaverStart(Fleet fleet)
{
    /// <summary>A variable that the suite's own starts give the server, and scripts of others do not (control.sh).</summary>
    private const string MarkOfOurs = "ZOO_UMASK";

    /// <param name="seen">Of a host that answered.</param>
    /// <returns>The same with the service by which it runs, or with the reason why none is known.</returns>
    /// <exception cref="HostException">The host failed.</exception>
    public async Task<ServerObservation> OfAsync(ServerObservation seen, CancellationToken cancellation)
    {
        var (server, process) = (seen.Server, seen.Facts.Process);
        if (process is null)
        {
            return !server.Service.IsOurs || seen.Facts.Started is not null
                ? await WithCommandAsync(seen, cancellation)
                : seen with { WhyNotStartable = "it is down, the suite has never started it, and nothing tells how it was started" };
        }

        if (ServiceMatch.ServiceOf(process.Keeper) is { } keeper)
        {
            return With(seen, server with { Service = keeper });
        }

        var isOurs = seen.Facts.StartedByUs && (process.Hidden || process.Environment.ContainsKey(MarkOfOurs));
        if (isOurs || !server.Service.IsOurs)
        {
            return await WithCommandAsync(seen, cancellation);
        }

        var found = (await HostLook.TakeAsync(fleet[server], server.Host, cancellation))
            .FirstOrDefault(other => other.Process.Identity.Is(process.Identity));
        return found is not null && FoundService.Of(found) is { } service
            ? await WithCommandAsync(
                With(seen, server with { Service = service, Paths = server.Paths with { Log = process.LogFolder ?? server.Paths.Log } }), cancellation)
            : seen with { WhyNotStartable = $"its process {process.Identity.Pid} was started by hand, and no start script lies beside its release" };
    }

    private ServerObservation With(ServerObservation seen, Server server) => seen with
    {
        Server = server,
        Service = ServiceMatch.Of(fleet.Inventory, server, seen.Facts.Process, seen.Facts.StartedByUs),
    };

    /// <summary>Looks whether what would start it is there.</summary>
    private async Task<ServerObservation> WithCommandAsync(ServerObservation seen, CancellationToken cancellation)
    {
        var server = seen.Server;
        if (server.Service is ServiceSpec.Systemd)
        {
            var unit = ServiceUnit.Path(fleet.Inventory, server);
            return seen.Files.ContainsKey(unit) ? seen : seen with { WhyNotStartable = $"its unit {unit} is not there" };
        }

        var (folder, program) = server.Service switch
        {
            ServiceSpec.Script { Start: [var first, ..] } script => (script.Directory ?? "/", first),
            ServiceSpec.ZkServer => ("/", $"{fleet.Inventory.ReleasePath}/bin/zkServer.sh"),
            _ => ("/", ""),
        };
        if (program.Length == 0)
        {
            return seen;
        }

        var result = await fleet[server].RunAsync(
            Script.Of(Scripts.Text("runnable") + "\ncommand_of \"$@\"", "0", folder, program), cancellation);
        return result.OrThrow($"look at the start command of server {server.Id}").Output.Trim().Length == 0
            ? seen
            : seen with { WhyNotStartable = $"{program}, which would start it, is no program that can be run on its host" };
    }
}
