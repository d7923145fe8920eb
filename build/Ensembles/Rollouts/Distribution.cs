using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Releases;
using Ensembles.Rendering;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>
/// Brings the release and those files to the hosts that change no membership: a server that falls and comes back
/// before its step never finds a new list. Lists are written by the steps that restart for them.
/// </summary>
/// <param name="transfers">Told how far the release has come on its way to each host.</param>
public sealed class Distribution(
    Fleet fleet, Renderer renderer, ReleaseStore store, IProgress<Transfer>? transfers = null)
{
    /// <returns>What was changed, a line each; empty when every host has everything.</returns>
    public async Task<ImmutableArray<string>> RunAsync(
        Observation observation, IProgress<string> progress, CancellationToken cancellation)
    {
        var archive = await store.GetAsync(fleet.Inventory.Release, progress, cancellation);
        var lacking = observation.Servers.Where(seen => seen.Facts.Release != (archive.Sha512, archive.TopFolder));
        var releases = await InstallAsync(lacking.Select(seen => fleet[seen.Server]), archive, cancellation);
        var files = await Task.WhenAll(observation.Servers.Select(server => WriteAsync(server, cancellation)));
        return [.. releases, .. files.SelectMany(line => line)];
    }

    /// <summary>Brings only the release.</summary>
    /// <returns>What was changed, a line each.</returns>
    public async Task<ImmutableArray<string>> InstallAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var archive = await store.GetAsync(fleet.Inventory.Release, progress, cancellation);
        return await InstallAsync(fleet.Inventory.Servers.Select(server => fleet[server]), archive, cancellation);
    }

    private async Task<ImmutableArray<string>> InstallAsync(
        IEnumerable<IHost> hosts, ReleaseArchive archive, CancellationToken cancellation)
    {
        var changes = await Task.WhenAll(hosts.Distinct().Select(host => InstallAsync(host, archive, cancellation)));
        return [.. changes.SelectMany(line => line)];
    }

    private async Task<ImmutableArray<string>> InstallAsync(
        IHost host, ReleaseArchive archive, CancellationToken cancellation)
    {
        var path = fleet.Inventory.InstallPath;
        var installed = await ReleaseInstaller.InstallAsync(
            host, archive, path, Transfer.Sending(transfers, archive.Path, host.Name), cancellation);
        var switched = await ReleaseInstaller.SwitchAsync(host, archive, path, cancellation);
        return installed || switched ? [$"{host.Name}: ZooKeeper {archive.Version} in {fleet.Inventory.InstallPath}"] : [];
    }

    private async Task<ImmutableArray<string>> WriteAsync(ServerObservation seen, CancellationToken cancellation)
    {
        var (server, host) = (seen.Server, fleet[seen.Server]);
        var wanted = renderer.Render(fleet.Inventory, server, ServerLook.FormOf(seen.InForce))
            .Where(file => seen.InForce is not InForce.Nothing || !IsMembership(file)).ToList();
        var changed = wanted.Where(file => Differs(file, seen.Facts.Files.GetValueOrDefault(file.HostPath))).ToList();
        if (changed.Count == 0)
        {
            return [];
        }

        if (seen.Facts is { Pid: { } pid, StartedByUs: false })
        {
            var adopt = Script.Of(
                Scripts.Text("adopt"), pid.ToString(CultureInfo.InvariantCulture), server.Paths.Config);
            (await host.RunAsync(adopt, cancellation)).OrThrow($"note the files of server {server.Id}");
        }

        await host.WriteAsync(
            [.. changed.Select(file => new HostFile(file.HostPath, Encoding.UTF8.GetBytes(file.Content), file.Mode))],
            cancellation);
        await new ServerControl(fleet, renderer).SettleAsync(server, cancellation);
        return [.. changed.Select(file => $"server {server.Id}: {file.HostPath}")];
    }

    private static bool IsMembership(RenderedFile file) => file.Name is "zoo.cfg" or "zoo.cfg.dynamic";

    /// <summary>zoo.cfg is compared by its keys: ZooKeeper rewrites it without comments and in another order.</summary>
    private static bool Differs(RenderedFile file, string? present) => file.Name switch
    {
        "zoo.cfg.dynamic" => false,
        "zoo.cfg" => present is not null && ZooCfg.Parse(present).Differences(ZooCfg.Parse(file.Content)).Any(),
        _ => present != file.Content,
    };
}
