using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Lab;
using Remote;
using ZooKeeper.Client;

namespace Integration.Rollouts.Reality;

/// <summary>
/// Real servers that a test moves by hand, with the suite's own means to write files, start and stop.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>
    /// Longer than a server that looks for a leader may pause (FastLeaderElection.maxNotificationInterval).
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Renderer Renderer = new(Path.Combine(ProjectFolders.Root, "templates"));
    private readonly Fleet fleet;
    private readonly ServerControl control;

    private Scene(SuiteInventory servers, Inventory inventory)
    {
        Servers = servers;
        fleet = new(inventory, _ => new LocalHost());
        control = new(fleet, Renderer);
    }

    public SuiteInventory Servers { get; }

    public Inventory Inventory => fleet.Inventory;

    /// <summary>A static ensemble with 300 znodes, and the folders of those that are to join.</summary>
    public static async Task<Scene> SetAsync(string version, int present, int wanted)
    {
        var servers = SuiteInventory.Of(version, isDynamic: false, present, wanted);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={servers.File}");
        var reading = InventoryReader.Read(servers.File, Environment.GetEnvironmentVariable, ProjectFolders.Root);
        var java = await LabReleases.JavaHomeAsync();
        var inventory = reading.Inventory! with { Java = reading.Inventory.Java with { Home = java } };
        return new(servers, inventory);
    }

    /// <summary>As the suite itself sees them.</summary>
    public async Task<ImmutableArray<ServerState>> ObserveAsync() =>
        (await Observation.TakeAsync(fleet, Renderer, default)).States;

    public Task WriteAsync(int id, IEnumerable<int> list)
    {
        var lines = list.Select(member => fleet.Server(member).Line()).ToImmutableArray();
        return control.WriteAsync(
            fleet.Server(id),
            lines.Length == 1 ? new MembershipForm.Standalone() : new MembershipForm.Static(lines),
            default);
    }

    public Task StartAsync(int id, bool initialize = false) =>
        control.StartAsync(fleet.Server(id), initialize, default);

    public Task StopAsync(int id) => control.StopAsync(fleet.Server(id), default);

    /// <summary>
    /// A server is gone for the others at once, and what they had sent it is lost: as when it crashes, and as when it
    /// is cut off from them for longer than syncLimit.
    /// </summary>
    public async Task CutOffAsync(int id)
    {
        if (Servers.ProcessId(id) is { } process)
        {
            Signal.Send(process, Signal.Kill);
            await Poll.UntilAsync(() => Servers.ProcessId(id) is null, $"server {id} survives its kill");
        }
    }

    public bool Runs(int id) => Servers.ProcessId(id) is not null;

    public async Task<string?> ModeAsync(int id) =>
        FourLetterWord.Field(await FourLetterWord.AskAsync(Servers.ClientPorts[id], "srvr"), "Mode");

    public Task UntilServingAsync(int id) =>
        Poll.UntilAsync(() => ModeAsync(id), () => $"server {id} does not serve", Patience);

    /// <summary>Until one of these leads; gives it.</summary>
    public Task<string> LeaderAmongAsync(IReadOnlyCollection<int> ids, TimeSpan? deadline = null) =>
        Poll.UntilAsync(async () =>
    {
        foreach (var id in ids)
        {
            if (await ModeAsync(id) is "leader" or "standalone")
            {
                return $"{id}";
            }
        }

        return null;
    }, () => $"none of the servers {string.Join(", ", ids)} leads", deadline ?? Patience);

    public Task<ZooKeeperClient> ConnectAsync(int id) => ZooKeeperClient.ConnectAsync(new()
    {
        Servers = [Fleet.ClientAddress(fleet.Server(id))], EstablishTimeout = TimeSpan.FromSeconds(20),
    });

    /// <summary>The names below a parent, by one server after a sync.</summary>
    public async Task<ImmutableArray<string>> NamesAsync(int id, string parent)
    {
        await using var client = await ConnectAsync(id);
        await client.SyncAsync();
        return await client.ExistsAsync(parent) is null ? [] : [.. (await client.GetChildrenAsync(parent)).Names];
    }

    public async ValueTask DisposeAsync()
    {
        await fleet.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
