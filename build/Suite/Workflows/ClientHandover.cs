using System.Collections.Immutable;
using System.Net;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rendering;
using Suite.Reports;

namespace Suite.Workflows;

/// <summary>What clients have to be told of the ensemble, and which of them are connected where.</summary>
public sealed class ClientHandover(EnsembleRun run)
{
    private Inventory Inventory => run.Inventory;

    /// <summary>Where what the applications need is written.</summary>
    private string Folder => Path.Combine(run.Artifacts, "clients");

    /// <summary>Writes the file of each application that the inventory names.</summary>
    /// <returns>How many were not so yet.</returns>
    public int RenderFiles()
    {
        var files = new ClientFiles(run.Templates).Render(Inventory);
        if (!files.IsEmpty)
        {
            Directory.CreateDirectory(Folder);
        }

        return files.Count(file => Artifact.Write(Path.Combine(Folder, file.Name), file));
    }

    /// <summary>After a change of members: what clients have to be told, and who has not met those that came.</summary>
    public async Task TellAsync(IReadOnlyCollection<Step> steps, ImmutableArray<int> empty, CancellationToken cancellation)
    {
        var joined = Joined(steps, empty);
        if (joined.IsEmpty && !steps.Any(step => step is Step.Retire))
        {
            return;
        }

        Say();
        if (joined.Length < Inventory.Servers.Length)
        {
            var connected = await LookAsync(Inventory.Servers, cancellation);
            var strangers = connected.Where(client => !client.Connections.Keys.Intersect(joined).Any()).ToList();
            if (strangers.Count > 0 && !joined.IsEmpty)
            {
                run.Console.Say($"{strangers.Count} of {connected.Length} client addresses have no connection to the new " +
                    $"{(joined.Length == 1 ? "server" : "servers")} {string.Join(", ", joined)} yet: " +
                    $"{string.Join(", ", strangers.Take(10).Select(client => $"{client.Address} ({client.Total})"))}" +
                    $"{(strangers.Count > 10 ? " …" : "")}. {Command} tells how it goes on.");
            }
        }
    }

    /// <summary>
    /// The connection strings, and who is connected to which server: members that the inventory lacks are looked at too.
    /// </summary>
    public async Task ShowAsync(CancellationToken cancellation)
    {
        var seen = await run.ObserveAsync(cancellation);
        var leavers = seen.Leavers.Where(leaver => leaver.Facts.Pid is not null || leaver.State.Serving).ToList();
        ImmutableArray<Server> servers = [.. Inventory.Servers, .. leavers.Select(leaver => leaver.Server)];
        var clients = await LookAsync(servers, cancellation);
        Say();
        foreach (var unseen in seen.Leavers.Where(leaver => leaver.Unreachable))
        {
            run.Console.Warn($"{unseen.Server} is a member that the inventory lacks, and could not be looked at: its clients are not counted.");
        }

        if (!seen.Servers.Concat(seen.Leavers).Any(server => server.State.Serving))
        {
            run.Console.Warn("No server of the ensemble serves: clients cannot work with it.");
        }
        else if (clients.IsEmpty)
        {
            run.Console.Say("No client is connected.");
        }

        if (!clients.IsEmpty)
        {
            run.Console.ShowConnected(servers, Inventory, clients);
        }
    }

    /// <summary>The addresses of clients with their connections to each server.</summary>
    private async Task<ImmutableArray<ConnectedClient>> LookAsync(ImmutableArray<Server> looked, CancellationToken cancellation)
    {
        var servers = await Task.WhenAll(looked.Select(async server =>
            (server.Id, Ends: await ConnectedClients.OfAsync(run.Fleet, server, cancellation))));
        return
        [
            .. servers.SelectMany(server => server.Ends.Select(end => (end.Address, server.Id)))
                .GroupBy(one => one.Address)
                .Select(group => new ConnectedClient(group.Key, group.GroupBy(one => one.Id).ToImmutableSortedDictionary(of => of.Key, of => of.Count())))
                .OrderByDescending(client => client.Total).ThenBy(client => client.Address.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The connection strings.</summary>
    private void Say()
    {
        run.Console.Say($"Clients reach the ensemble by {ConnectionString.Of(Inventory)}");
        RenderFiles();
        foreach (var application in Inventory.Applications)
        {
            run.Console.Say($"  {application.Name}: {ConnectionString.Of(Inventory, application.Chroot)}");
        }

        if (!Inventory.Applications.IsEmpty)
        {
            run.Console.Say($"  What stands in each one's configuration lies in {Folder}");
        }
    }

    private string Command => $"./build.sh --target=Clients --inventory={run.InventoryName}";

    /// <param name="empty">Servers that had no data before.</param>
    private static ImmutableArray<int> Joined(IReadOnlyCollection<Step> steps, ImmutableArray<int> empty) =>
    [
        .. steps.OfType<Step.Start>().Select(step => step.Id).Where(empty.Contains)
            .Concat(steps.OfType<Step.Reconfigure>().SelectMany(step => step.Joining.Select(line => (int)line.Id)))
            .Distinct().Order(),
    ];
}
