using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Releases;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Remote;
using Suite.Runs;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Suite.Workflows;

/// <summary>
/// Tries a backup: a server of its own on this machine is started with it, compared znode by znode, and removed with all
/// that was made for it. No host is changed.
/// </summary>
/// <param name="cache">Folder of this project for what is fetched.</param>
public sealed class Drill(EnsembleRun run, string cache)
{
    /// <summary>Keys without which the data of an ensemble could not be read.</summary>
    private static readonly string[] OfData = ["jute.maxbuffer", "extendedTypesEnabled"];

    /// <summary>Differences that are told; all are counted.</summary>
    private const int Told = 5;

    /// <exception cref="BackupException">The backup is damaged.</exception>
    /// <exception cref="FindingsException">What was made of it is not what it should be.</exception>
    public async Task RunAsync(StoredBackup backup, CancellationToken cancellation)
    {
        var folder = DrillFolder.Make();
        try
        {
            var inventory = Throwaway(folder, backup);
            var here = new LocalHost();
            await using var fleet = new Fleet(inventory, _ => here);
            await run.Console.DuringAsync("drill", () => TryAsync(fleet, backup, cancellation));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task TryAsync(Fleet fleet, StoredBackup backup, CancellationToken cancellation)
    {
        var control = new ServerControl(fleet, run.Renderer);
        await using var @operator = new Operator(fleet);
        var gates = new Gates(fleet, @operator, control);
        var store = new ReleaseStore(cache, run.Console.Transfers);
        var server = fleet.Inventory.Servers[0];
        await new Distribution(fleet, run.Renderer, control, store, run.Console.Transfers)
            .InstallAsync(run.Console.Progress, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await new Restoration(fleet, control, gates).RunAsync(backup, cancellation);
            var took = TimeProvider.System.GetElapsedTime(began);
            run.Console.Say(string.Create(CultureInfo.InvariantCulture,
                $"Drill of {backup.Folder}: a server of its own serves with it after {took.TotalSeconds:0.0} s, up to {backup.Content.Last}."));
            await CompareAsync(server, backup, cancellation);
        }
        catch (GateException failure)
        {
            throw Failures.DrillFailed(backup.Folder, [failure.Message]);
        }
        finally
        {
            await control.StopAsync(server, CancellationToken.None);
        }
    }

    private async Task CompareAsync(Server server, StoredBackup backup, CancellationToken cancellation)
    {
        var address = Fleet.ClientAddress(server);
        var restored = new VerificationOptions { Servers = [VerificationTarget.Of(server) with { Address = address }] };
        await using (var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [address] }, cancellation))
        {
            var files = await CopyComparison.WithFilesAsync(client, backup, restored.Deadline, cancellation);
            Judge(backup, files);
            run.Console.Say($"  {files.Same} persistent znodes of its files are there, made by the same transactions" +
                (files.IsComplete ? "." : "; those of its snapshot, in the format of snappy, were not read."));
        }

        if (await LivingAsync(cancellation) is not { } living)
        {
            run.Console.Say("  No server of the ensemble serves: it was compared with its files alone.");
            return;
        }

        var found = await CopyComparison.WithLivingAsync(living, restored, backup.Content.Last, cancellation);
        Judge(backup, found);
        run.Console.Say($"  {found.Same} znodes are the same on {living.Servers[0]}: data, stat, versions and readable ACLs; {found.Changed} have " +
            $"changed there since, or are of sessions{(found.IsComplete ? "" : "; the rest was not compared")}.");
    }

    private static void Judge(StoredBackup backup, CopyFindings found)
    {
        if (!found.Differences.IsEmpty)
        {
            throw Failures.DrillFailed(backup.Folder,
            [
                .. found.Differences.Take(Told),
                .. found.Differences.Length > Told ? [$"{found.Differences.Length - Told} more"] : Array.Empty<string>(),
            ]);
        }
    }

    /// <summary>A server of the ensemble that serves; null: there is none.</summary>
    private async Task<VerificationOptions?> LivingAsync(CancellationToken cancellation)
    {
        var observation = await run.ObserveAsync(cancellation);
        return BackupTaker.Source(observation) is { State.Serving: true } source ? new VerificationOptions
        {
            Servers = [VerificationTarget.Of(source.Server) with { Address = Fleet.ClientAddress(source.Server) }],
            Superuser = run.Inventory.Superuser,
            Connector = run.Fleet.Connector,
            Login = run.Fleet.Login,
        } : null;
    }

    /// <summary>
    /// One server of the inventory's release, with nothing of the ensemble's but what its data need, on ports that are
    /// free. ACLs are not asked about: it is ours.
    /// </summary>
    private Inventory Throwaway(string folder, StoredBackup backup)
    {
        var wanted = run.Inventory;
        var ports = FreePorts(3);
        var flags = wanted.Java.Flags.Where(flag => flag.Contains("jute.maxbuffer", StringComparison.Ordinal))
            .Append("-XX:+UseSerialGC");
        var settings = OfData.Where(wanted.Settings.Values.ContainsKey)
            .Select(key => $"{key}: {wanted.Settings.Values[key]}").Append("skipACL: \"yes\"");
        var release = wanted.Release;
        var file = Path.Combine(folder, "drill.yml");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            ensemble: drill
            release: { version: {{release.Version}}{{Key("archive", release.Archive)}}{{Key("sha512", release.Archive is null ? null : release.Sha512)}} }
            membership: static
            connection: { type: local }
            paths: { install: "{{folder}}/release", config: "{{folder}}/conf", data: "{{folder}}/data", log: "{{folder}}/log" }
            settings: { {{string.Join(", ", settings)}} }
            java: { heap: {{wanted.Java.Heap}}, flags: [{{string.Join(", ", flags.Select(flag => $"\"{flag}\""))}}] }
            servers:
              - { id: 1, host: 127.0.0.1, ports: { client: {{ports[0]}}, quorum: {{ports[1]}}, election: {{ports[2]}}, admin: 0 } }
            """));
        var reading = InventoryReader.Read(file, _ => null, run.Root);
        return run.Provision.WithJava(reading.Inventory ?? throw new BackupException(
            $"{backup.Folder} cannot be tried here: {string.Join("; ", reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.Text))}"));

        static string Key(string name, string? value) => value is null ? "" : $", {name}: \"{value}\"";
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
