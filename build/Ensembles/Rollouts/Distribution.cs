using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Ensembles.HostAccess;
using Ensembles.Membership;
using Ensembles.Observing;
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
    Fleet fleet, Renderer renderer, ServerControl control, ReleaseStore store, IProgress<Transfer>? transfers = null)
{
    /// <summary>Hosts that a release is sent to at once: more would share the same uplink and take memory.</summary>
    internal const int MostUploads = 8;

    private readonly ConcurrentDictionary<IHost, bool> missing = new();
    private readonly ConcurrentDictionary<IHost, bool> brought = new();
    private ReleaseArchive? known;

    /// <returns>What was changed; empty when every host has everything.</returns>
    public async Task<Distributed> RunAsync(
        Observation observation, IProgress<string> progress, CancellationToken cancellation)
    {
        var changes = fleet.Inventory.NeedsRelease
            ? await InstallAsync(observation, progress, cancellation) : new Distributed();
        var files = await Task.WhenAll(observation.Servers.Select(server => WriteAsync(server, cancellation)));
        return changes with { Files = [.. files.SelectMany(written => written)] };
    }

    /// <summary>
    /// Unpacks the release on the hosts that lack it, into a folder of its own: no server starts from there before
    /// <see cref="RunAsync"/>.
    /// </summary>
    public async Task BringAsync(
        Observation observation, IProgress<string> progress, CancellationToken cancellation)
    {
        if (!fleet.Inventory.NeedsRelease)
        {
            return;
        }

        var archive = await ArchiveAsync(progress, cancellation);
        var lacking = observation.Servers.Where(seen => Lacks(seen, archive)).Select(seen => fleet[seen.Server]);
        await OnEachAsync(lacking, archive, async host =>
            brought[host] = await UnpackAsync(host, archive, link: "", cancellation), cancellation);
    }

    private async Task<Distributed> InstallAsync(
        Observation observation, IProgress<string> progress, CancellationToken cancellation)
    {
        var archive = await ArchiveAsync(progress, cancellation);
        var ours = observation.Servers.Where(seen => !seen.Server.HasOwnRelease).ToList();
        var lacking = ours.Where(seen => Lacks(seen, archive));
        var others = ours
            .Where(seen => seen.Status?.Version is { } version && version != archive.Version)
            .Select(seen => fleet[seen.Server]).ToHashSet();
        control.Release = others.Count > 0 ? archive : null;
        return await InstallAsync(
            lacking.Select(seen => fleet[seen.Server]), archive, others.Contains, cancellation);
    }

    private async Task<ReleaseArchive> ArchiveAsync(IProgress<string> progress, CancellationToken cancellation) =>
        known ??= await store.GetAsync(fleet.Inventory.Release, progress, cancellation);

    /// <summary>Some host lacks the release or has other files: there is something to write.</summary>
    public async Task<bool> LacksAsync(
        Observation observation, IProgress<string> progress, CancellationToken cancellation)
    {
        var archive = fleet.Inventory.NeedsRelease ? await ArchiveAsync(progress, cancellation) : null;
        return observation.Servers.Any(seen => (archive is not null && Lacks(seen, archive))
            || !FileChanges.BeforeSteps(fleet, renderer, seen).IsEmpty || !seen.StaleStores.IsEmpty);
    }

    /// <summary>
    /// What the release changes on each host that lacks it; nothing is told while its archive is still to be fetched.
    /// Changes nothing.
    /// </summary>
    public async Task<ImmutableArray<ReleaseChange>> PlannedAsync(
        Observation observation, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        if (!inventory.NeedsRelease || (known ?? await store.HereAsync(inventory.Release, cancellation)) is not { } archive)
        {
            return [];
        }

        var lacking = observation.Servers.Where(seen => Lacks(seen, archive))
            .GroupBy(seen => fleet[seen.Server]);
        return
        [
            .. await Task.WhenAll(lacking.Select(async seen => new ReleaseChange(
                seen.Key.Name, inventory.InstallPath, inventory.ReleaseLink,
                await FindAsync(seen.Key, archive, cancellation),
                [.. seen.SelectMany(server => server.Facts.Neighbours).Distinct()
                    .Where(name => name != inventory.Ensemble)]))),
        ];
    }

    /// <summary>Brings only the release.</summary>
    /// <returns>What was changed.</returns>
    public async Task<Distributed> InstallAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        if (!fleet.Inventory.NeedsRelease)
        {
            return new();
        }

        var archive = await ArchiveAsync(progress, cancellation);
        return await InstallAsync(
            fleet.Inventory.Servers.Where(server => !server.HasOwnRelease).Select(server => fleet[server]), archive,
            _ => false, cancellation);
    }

    private static bool Lacks(ServerObservation seen, ReleaseArchive archive) =>
        !seen.Server.HasOwnRelease && seen.Facts.Release?.Sha512 != archive.Sha512;

    private async Task<ReleasePlace> FindAsync(IHost host, ReleaseArchive archive, CancellationToken cancellation)
    {
        var place = await ReleaseInstaller.FindAsync(
            host, archive, fleet.Inventory.InstallPath, fleet.Inventory.ReleaseLink, cancellation);
        missing[host] = !place.Installed;
        return place;
    }

    private async Task<Distributed> InstallAsync(
        IEnumerable<IHost> hosts, ReleaseArchive archive, Func<IHost, bool> later, CancellationToken cancellation)
    {
        var changes = await OnEachAsync(
            hosts, archive, host => InstallAsync(host, archive, now: !later(host), cancellation), cancellation);
        return new() { Releases = [.. changes.SelectMany(line => line)] };
    }

    private static async Task<T[]> OnEachAsync<T>(
        IEnumerable<IHost> hosts, ReleaseArchive archive, Func<IHost, Task<T>> work, CancellationToken cancellation)
    {
        // Hosts that fetch it themselves need nothing of this machine.
        using var room = new SemaphoreSlim(archive.Address is null ? MostUploads : int.MaxValue);
        return await Task.WhenAll(hosts.Distinct().Select(async host =>
        {
            await room.WaitAsync(cancellation);
            try
            {
                return await work(host);
            }
            finally
            {
                room.Release();
            }
        }));
    }

    /// <param name="now">
    /// Also points the host to it; where another release runs that is left to each server's restart.
    /// </param>
    private async Task<ImmutableArray<string>> InstallAsync(
        IHost host, ReleaseArchive archive, bool now, CancellationToken cancellation)
    {
        var (path, link) = (fleet.Inventory.InstallPath, fleet.Inventory.ReleaseLink);
        var isBrought = brought.GetValueOrDefault(host);
        var installed = isBrought || await UnpackAsync(host, archive, now ? link : "", cancellation);
        var switched = now && (isBrought || !installed)
            && await ReleaseInstaller.SwitchAsync(host, archive, path, link, cancellation);
        return installed || switched ? [$"{host.Name}: ZooKeeper {archive.Version} in {path}"] : [];
    }

    /// <param name="link">Pointed to the release, where it was not there; empty: none.</param>
    /// <returns>It was not there before.</returns>
    private async Task<bool> UnpackAsync(
        IHost host, ReleaseArchive archive, string link, CancellationToken cancellation)
    {
        var path = fleet.Inventory.InstallPath;
        var progress = Transfer.Sending(transfers, archive.Path, host.Name);
        if (!missing.GetValueOrDefault(host))
        {
            return await ReleaseInstaller.InstallAsync(
                host, archive, path, link, progress, fleet.Times, cancellation);
        }

        await ReleaseInstaller.BringAsync(host, archive, path, link, progress, fleet.Times, cancellation);
        return true;
    }

    private async Task<ImmutableArray<ChangedFile>> WriteAsync(
        ServerObservation seen, CancellationToken cancellation)
    {
        var (server, host) = (seen.Server, fleet[seen.Server]);
        if (!seen.StaleStores.IsEmpty)
        {
            await control.Kept.DropAsync(server, seen.StaleStores);
        }

        var changes = FileChanges.BeforeSteps(fleet, renderer, seen);
        if (changes.IsEmpty)
        {
            return [];
        }

        if (seen.Facts is { Process: { } process, StartedByUs: false }
            && !Comparison.Names.Append("zoo.cfg").Any(name => seen.Facts.IsNewer(server.LivePath(name))))
        {
            var identity = string.Create(
                CultureInfo.InvariantCulture, $"{process.Identity.Pid} {process.Identity.StartTicks}");
            var adopt = Script.Of(
                Scripts.Text("as-user") + Scripts.Text("belongings") + Scripts.Text("adopt"),
                identity, server.Paths.Config, fleet.Inventory.User ?? "", server.Paths.ConfigFile);
            (await host.RunAsync(adopt, cancellation)).OrThrow($"note the files of server {server.Id}");
        }

        await control.WriteAsync(server, [.. changes.Select(change => change.File.OnHost)], cancellation);
        return [.. changes.Select(change => change.Told)];
    }
}

/// <summary>What a distribution has changed on the hosts.</summary>
public sealed record Distributed
{
    /// <summary>A line for each host that got a release.</summary>
    public ImmutableArray<string> Releases { get; init; } = [];

    public ImmutableArray<ChangedFile> Files { get; init; } = [];

    public bool IsEmpty => Releases.IsEmpty && Files.IsEmpty;
}
