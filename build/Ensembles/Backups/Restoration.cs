using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Rollouts;
using ZooKeeper;

namespace Ensembles.Backups;

/// <summary>
/// Makes a new ensemble of a backup: every server gets the same data before any of them starts, so whichever majority
/// elects a leader holds all of it.
/// </summary>
public sealed class Restoration(Fleet fleet, ServerControl control, Gates gates)
{
    /// <summary>Why it must not be done, each with the way out. Pure.</summary>
    public static ImmutableArray<Finding> Refusals(Inventory inventory, Observation seen, StoredBackup backup) =>
    [
        .. seen.Servers.Where(server => server.Facts.Pid is not null || server.State.Mode is not null).Select(server =>
            Finding.Refusal(OtherCodes.RestoreOverServer, server.Server.Id,
                $"{server.Server} runs: a living ensemble is never restored over.", "Stop all of its servers first.")),
        .. seen.Servers.Where(server => server is { Facts: { Pid: null, HasData: true } }).Select(server =>
            Finding.Refusal(OtherCodes.RestoreOverData, server.Server.Id,
                $"{server.Server} holds data in {server.Server.Paths.Data}/version-2:",
                $"move it aside (mv version-2 version-2.before{AlsoLog(server.Server.Paths)}), then run this again.")),
        .. backup.Release is { } release && Older(inventory.Release.Version, release)
            ? [Finding.Refusal(OtherCodes.RestoreByOlderRelease, null,
                $"The backup was written by ZooKeeper {release}, which {inventory.Release.Version} may not be able to read:",
                $"write version: {release} or later under release in {inventory.File}.")]
            : ImmutableArray<Finding>.Empty,
        .. backup.Files.Any(file => file.IsSnapshot) || !inventory.Release.Version.NeedsSnapshot
            ? ImmutableArray<Finding>.Empty
            : [Finding.Refusal(OtherCodes.BackupWithoutSnapshot, null,
                $"{backup.Folder} holds no snapshot, without which ZooKeeper 3.5.3 and later do not start " +
                "(ZOOKEEPER-2325):", "take the backup of another server.")],
    ];

    /// <exception cref="GateException">A server does not come to serve.</exception>
    /// <exception cref="Remote.HostException">A host failed.</exception>
    public async Task RunAsync(StoredBackup backup, CancellationToken cancellation)
    {
        var servers = fleet.Inventory.Servers;
        gates.DataBytes = backup.Files.Sum(file => file.Bytes);
        await Task.WhenAll(servers.Select(server => SendAsync(server, backup, cancellation)));
        await new FirstStart(fleet, control, gates).RunAsync(servers, cancellation, initialize: false);
    }

    private async Task SendAsync(Server server, StoredBackup backup, CancellationToken cancellation)
    {
        await control.PrepareAsync(server, cancellation);
        foreach (var file in backup.Files)
        {
            var folder = file.IsSnapshot ? server.Paths.Data : server.Paths.DataLog;
            await fleet[server].SendAsync(
                Path.Combine(backup.Folder, file.Name), $"{folder}/version-2/{file.Name}", null, cancellation);
        }
    }

    /// <summary>Of another line: within one line files do not change.</summary>
    private static string AlsoLog(ServerPaths paths) => paths.Data == paths.DataLog ? "" : $", also in {paths.DataLog}";

    private static bool Older(Version wanted, Version written) =>
        (wanted.Major, wanted.Minor).CompareTo((written.Major, written.Minor)) < 0;
}
