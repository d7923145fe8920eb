using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Observing;
using Ensembles.Planning;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>The safety copy before a rollout, and the targets Backup and Restore.</summary>
public sealed class Backups(EnsembleRun run)
{
    private Task<Backup?>? safety;

    /// <summary>
    /// The folder of the newest backup here, or of the copy of a survivor where a recovery was begun since; null: there is
    /// neither.
    /// </summary>
    public string? Newest => new[] { Store.Newest, Aside.NewestOfSurvivors }.OfType<string>()
        .MaxBy(folder => Path.GetFileName(folder), StringComparer.Ordinal);

    /// <summary>Apart from the backups: a restore takes none of these by itself, and no retention removes them.</summary>
    private BackupStore Aside => new(Path.Combine(run.Artifacts, "aside"));

    private BackupTaker Taker => new(run.Fleet, TimeProvider.System);

    private BackupStore Store => new(Path.Combine(run.Artifacts, "backups"));

    /// <summary>
    /// Begins the copy that a rollout can be undone with, once in a run; to be awaited before the first change, so that
    /// it costs no time beside what else is to be brought to the hosts.
    /// </summary>
    /// <returns>Null where no server has data yet, or <c>--no-backup</c> was given.</returns>
    /// <exception cref="Cake.Core.CakeException">
    /// It cannot be made or is damaged: nothing is to be changed then.
    /// </exception>
    public Task<Backup?> SafetyAsync(Observation observation, CancellationToken cancellation) =>
        safety ??= run.Fleet.Times.DuringAsync(
            RunPart.SafetyCopy, () => TakeSafetyAsync(observation, cancellation));

    /// <summary>Whose data <see cref="SafetyAsync"/> will copy; null: it copies nothing, or has begun to.</summary>
    public int? Copied(Observation observation) =>
        run.WantsBackup && safety is null ? BackupTaker.Source(observation)?.Server.Id : null;

    /// <summary>Copies the newest snapshot and logs, brings them here and reads them in full.</summary>
    public async Task BackupAsync(CancellationToken cancellation)
    {
        await SweepAsync(cancellation);
        var observation = await run.ObserveAsync(cancellation);
        OrRefuseForeign(observation);
        var source = BackupTaker.Source(observation)
            ?? throw Failures.Refused([Finding.Refusal(
                OtherCodes.NothingToBackUp,
                null, "No server of this ensemble holds data: there is nothing to back up.", "")]);
        await run.Console.DuringAsync("backup", async () =>
        {
            var host = run.Fleet[source.Server];
            var backup = await Taker.TakeAsync(source.Server, run.Record.RunId, source.Facts.Pid is not null, cancellation);
            var release = source.Status?.Version ?? run.Inventory.Release.Version;
            var stored = await Store.FetchAsync(host, backup, release, run.Inventory.Ensemble, cancellation);
            run.Console.Say(
                $"Backup of server {source.Server.Id} up to {stored.Content.Last}: " +
                "read in full, every checksum agrees.");
            if (backup.WhyNotFresh is { } reason)
            {
                run.Console.Say($"  without a fresh snapshot, which holds no more: {reason}.");
            }

            run.Console.Say($"  here:       {stored.Folder}");
            run.Console.Say($"  on {host.Name}: {backup.Folder}");
            run.Console.Say($"  restore by: {Backup.CommandFor(run.InventoryName, stored.Folder)}");
            await KeepAsync(stored, cancellation);
        });
    }

    /// <summary>To its second place, then what is too old goes from both: never before the new one is in both.</summary>
    private async Task KeepAsync(StoredBackup stored, CancellationToken cancellation)
    {
        if (run.Inventory.Backups is not { } wanted)
        {
            return;
        }

        var retention = new BackupRetention(wanted.Keep, wanted.Days);
        await using var here = new Remote.LocalHost();
        var places = new List<(string Name, BackupPlace Place)> { ("here", new(here, Path.Combine(run.Artifacts, "backups"))) };
        if (wanted.Folder is { } folder)
        {
            var host = wanted.Host is { } name ? run.Hosts[name] : here;
            var second = new BackupPlace(host, folder);
            try
            {
                await second.PutAsync(stored, cancellation);
            }
            catch (Exception failure) when (failure is BackupException or Remote.HostException or IOException)
            {
                throw Failures.NoSecondPlace(stored.Folder, failure.Message);
            }

            run.Console.Say($"  on {host.Name}: {folder}/{Path.GetFileName(stored.Folder)}, compared by SHA-256" +
                (wanted.Host is null ? "" : $"; --backup={wanted.Host}:{folder}/{Path.GetFileName(stored.Folder)} takes it from there"));
            places.Add(($"on {host.Name}", second));
        }

        foreach (var (name, place) in places)
        {
            foreach (var gone in await place.PruneAsync(retention, run.Inventory.Ensemble, DateTimeOffset.UtcNow, cancellation))
            {
                run.Console.Say($"  removed {name}: {gone}");
            }
        }
    }

    /// <summary>
    /// Copies what a server holds that is left of an ensemble which has lost its majority, brings it here and reads it in full.
    /// </summary>
    public Task<StoredBackup> FetchSurvivorAsync(ServerObservation server, CancellationToken cancellation) =>
        FetchAsync(server, BackupStore.SurvivorName(run.Record.RunId, server.Server.Id), cancellation);

    private async Task<StoredBackup> FetchAsync(ServerObservation server, string name, CancellationToken cancellation)
    {
        var backup = await Taker.TakeAsync(server.Server, name, server.Facts.Pid is not null, cancellation);
        return await Aside.FetchAsync(
            run.Fleet[server.Server], backup, server.Status?.Version ?? run.Inventory.Release.Version,
            run.Inventory.Ensemble, cancellation);
    }

    /// <summary>Makes a new ensemble of a backup; refuses to touch one that lives or holds data.</summary>
    /// <param name="reference">
    /// A folder here, <c>SERVER:FOLDER</c> on a server's host, <c>HOST:FOLDER</c> in the second place, or null: the newest one here, and
    /// where there is none the newest in the second place.
    /// </param>
    public async Task RestoreAsync(string? reference, CancellationToken cancellation)
    {
        await run.LockAsync(cancellation);
        var observation = await run.ObserveAsync(cancellation);
        OrRefuseForeign(observation);
        var backup = await FindAsync(reference, cancellation);
        if (backup.Manifest?.Ensemble is { } theirs && theirs != run.Inventory.Ensemble)
        {
            run.Console.Warn($"{backup.Folder} is a backup of the ensemble {theirs}, and not of {run.Inventory.Ensemble}.");
        }

        if (Restoration.Refusals(run.Inventory, observation, backup) is { IsEmpty: false } reasons)
        {
            throw Failures.Refused(reasons);
        }

        await run.Provision.CheckHostsAsync(observation, [], cancellation);
        await run.Provision.InstallAsync(observation, cancellation);
        await run.Console.DuringAsync("restore", () =>
            new Restoration(run.Fleet, run.Control, run.Gates).RunAsync(backup, cancellation));
        run.Console.Say(
            $"{run.Inventory.Servers.Length} servers run as a new ensemble with the data of {backup.Folder}, " +
            $"up to {backup.Content.Last}.");
    }

    /// <summary>Starts a server of its own on this machine with a backup, compares it znode by znode, and removes it.</summary>
    /// <param name="reference">As for <see cref="RestoreAsync"/>.</param>
    /// <exception cref="FindingsException">It is of another ensemble, or does not bring this one back.</exception>
    public async Task DrillAsync(string? reference, CancellationToken cancellation)
    {
        await SweepAsync(cancellation);
        var backup = await FindAsync(reference, cancellation);
        if (backup.Manifest?.Ensemble is { } theirs && theirs != run.Inventory.Ensemble)
        {
            throw Failures.DrillFailed(backup.Folder, [$"its {BackupManifest.FileName} says that it is of the ensemble {theirs}"]);
        }

        await new Drill(run, Path.Combine(run.Root, ".cache", "releases")).RunAsync(backup, cancellation);
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var done in await DrillFolder.SweepAsync(Path.GetTempPath(), cancellation))
        {
            run.Console.Say(done);
        }
    }

    private static void OrRefuseForeign(Observation observation)
    {
        if (Refusals.OfForeign(observation.States) is { IsEmpty: false } foreign)
        {
            throw Failures.Refused(foreign);
        }
    }

    private async Task<StoredBackup> FindAsync(string? reference, CancellationToken cancellation)
    {
        if (reference?.Split(':', 2) is [var id, ['/', ..] folder]
            && run.Inventory.Servers.FirstOrDefault(server => $"{server.Id}" == id) is { } server)
        {
            var backup = await Taker.FindAsync(server, folder, cancellation);
            return await Aside.FetchAsync(
                run.Fleet[server], backup, run.Inventory.Release.Version, run.Inventory.Ensemble, cancellation);
        }

        if (run.Inventory.Backups is { Folder: { } second, Host: { } name }
            && (reference is null ? Newest is null : reference.StartsWith($"{name}:{second}/", StringComparison.Ordinal)))
        {
            return await FromSecondAsync(run.Hosts[name], second, reference?[$"{name}:{second}/".Length..], cancellation);
        }

        if (reference is null && Newest is { } newest && newest != Store.Newest)
        {
            run.Console.Warn($"What a recovery found on a server that was left lies in {newest}; only --backup={newest} takes it.");
        }

        var stored = await BackupStore.OpenAsync(reference ?? Store.Newest ?? throw Failures.WrongInput(
            $"there is no backup in {Path.Combine(run.Artifacts, "backups")}: write --backup=FOLDER"));
        if (stored.Manifest is not { Sha256.IsEmpty: false })
        {
            run.Console.Warn($"{stored.Folder} has {(stored.Manifest is null ? $"no {BackupManifest.FileName}" : $"no SHA-256 in its {BackupManifest.FileName}")}: " +
                "its files were read in full, and not compared with those that the backup was made of.");
        }

        return stored;
    }

    /// <param name="name">Of the backup's folder there; null: the newest.</param>
    private async Task<StoredBackup> FromSecondAsync(Remote.IHost host, string folder, string? name, CancellationToken cancellation)
    {
        var place = new BackupPlace(host, folder);
        name ??= await place.NewestAsync(run.Inventory.Ensemble, cancellation) ?? throw Failures.WrongInput(
            $"there is no backup of {run.Inventory.Ensemble}, neither in {Path.Combine(run.Artifacts, "backups")} nor in {folder} on {host.Name}: " +
            "write --backup=FOLDER");
        var stored = await place.FetchAsync(name, Path.Combine(run.Artifacts, "aside"), cancellation);
        run.Console.Say($"Backup {name} was brought from {folder} on {host.Name}, and every file compared with its SHA-256.");
        return stored;
    }

    /// <summary>
    /// Servers that do not serve, with data that have another note of their history than the leader's, or none: what only
    /// they hold goes when they take over the leader's.
    /// </summary>
    private static IEnumerable<ServerObservation> OfAnotherHistory(Observation seen) =>
        seen.Servers.FirstOrDefault(server => server is { State.Leads: true, History: not null }) is { History: { } served }
            ? seen.Servers.Where(server => server.Facts.HasData && !server.State.Serving && server.History?.History != served.History)
            : [];

    private async Task<Backup?> TakeSafetyAsync(Observation observation, CancellationToken cancellation)
    {
        if (!run.WantsBackup || BackupTaker.Source(observation) is not { } source)
        {
            return null;
        }

        Backup backup;
        try
        {
            backup = await Taker.ReadAsync(
                await Taker.TakeAsync(source.Server, run.Record.RunId, source.Facts.Pid is not null, cancellation), cancellation);
        }
        catch (BackupException failure)
        {
            throw Failures.NoSafetyCopy(failure.Message);
        }

        if (backup.Lacking(source.Server, source.Status) is { } fault)
        {
            throw Failures.Refused([fault]);
        }

        foreach (var stranger in OfAnotherHistory(observation))
        {
            var stored = await FetchAsync(stranger, $"{run.Record.RunId}-{stranger.Server.Id}", cancellation);
            run.Console.Warn($"Server {stranger.Server.Id} holds data of another history than the ensemble that serves, as a server that " +
                $"comes back after a recovery or a restore does. What it holds, up to {stored.Content.Last}, is copied to " +
                $"{stored.Folder}; it takes over the data of the others, and what only it had lies there.");
        }

        (run.Record.Backup, run.Record.RestoreCommand) = (backup, backup.RestoreCommand(run.InventoryName));
        return backup;
    }
}
