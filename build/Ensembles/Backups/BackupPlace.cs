using System.Collections.Immutable;
using System.Globalization;
using Ensembles.HostAccess;
using Remote;

namespace Ensembles.Backups;

/// <summary>A folder on a host, or on this machine, where backups are kept: one folder each, with its manifest.</summary>
/// <param name="root">Absolute.</param>
public sealed class BackupPlace(IHost host, string root)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>Brings a backup there whole or not at all, and compares every file with the manifest.</summary>
    /// <exception cref="BackupException">There is no room, no right to write, or what came there is not what was sent.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task PutAsync(StoredBackup backup, CancellationToken cancellation)
    {
        var manifest = BackupManifest.In(backup.Folder)
            ?? throw new BackupException($"{backup.Folder} has no {BackupManifest.FileName}");
        var name = Path.GetFileName(backup.Folder);
        var bytes = backup.Files.Sum(file => file.Bytes);
        string[] files = [.. manifest.Sha256.Keys, BackupManifest.FileName];
        await RunAsync("room", cancellation, name, ((bytes >> 10) + 64).ToString(CultureInfo.InvariantCulture));
        try
        {
            foreach (var file in files)
            {
                await host.SendAsync(Path.Combine(backup.Folder, file), $"{root}/.{name}.part/{file}", null, cancellation);
            }

            await RunAsync("finish", cancellation, [name, .. manifest.Sha256.SelectMany(file => new[] { file.Value, file.Key })]);
        }
        catch
        {
            // A part is of no use to anybody.
            await RunAsync("drop", CancellationToken.None, [name, .. files]);
            throw;
        }
    }

    /// <summary>The name of the newest backup of an ensemble; null: there is none.</summary>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<string?> NewestAsync(string ensemble, CancellationToken cancellation) =>
        Parse(await RunAsync("list", cancellation)).Where(one => one.Value.Ensemble == ensemble).Select(one => one.Key).LastOrDefault();

    /// <summary>Brings a backup from there and compares every file with its manifest.</summary>
    /// <param name="name">Of its folder there.</param>
    /// <param name="into">The folder on this machine in which its own is made.</param>
    /// <exception cref="BackupException">There is no such backup, or what came is not what its manifest names.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<StoredBackup> FetchAsync(string name, string into, CancellationToken cancellation)
    {
        var files = (await RunAsync("files", cancellation, name)).Split('\n').Select(line => line.Trim().Split(' ', 3))
            .Where(words => words is ["file", _, _])
            .Select(words => (Name: words[2], Bytes: long.Parse(words[1], CultureInfo.InvariantCulture))).ToList();
        if (!files.Exists(file => file.Name == BackupManifest.FileName))
        {
            throw new BackupException($"{host.Name}: {root}/{name} is no backup: it has no {BackupManifest.FileName}");
        }

        // The manifest comes last: what is not whole has none.
        var folder = BackupStore.MakeEmpty(Path.Combine(into, name));
        foreach (var file in files.OrderBy(file => file.Name == BackupManifest.FileName))
        {
            await using var target = File.Create(Path.Combine(folder, file.Name));
            await HostReading.CopyAsync(host, $"{root}/{name}/{file.Name}", file.Bytes, target, cancellation);
        }

        return await BackupStore.OpenAsync(folder);
    }

    /// <summary>Removes what a retention does not keep of one ensemble's backups.</summary>
    /// <returns>The names of those that went.</returns>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<ImmutableArray<string>> PruneAsync(
        BackupRetention retention, string ensemble, DateTimeOffset now, CancellationToken cancellation)
    {
        var there = Parse(await RunAsync("list", cancellation));
        var leaving = retention.Leaving(there, ensemble, now);
        foreach (var name in leaving)
        {
            await RunAsync("remove", cancellation, [name, .. there[name].Sha256.Keys]);
        }

        return leaving;
    }

    /// <summary>Manifests by the names of their folders; what is none is left out.</summary>
    internal static ImmutableSortedDictionary<string, BackupManifest> Parse(string output)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, BackupManifest>(StringComparer.Ordinal);
        foreach (var part in output.Split("backup ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = part.Split('\n');
            var text = string.Join('\n', lines.Skip(1).Where(line => line.StartsWith('|')).Select(line => line[1..]));
            if (BackupManifest.Parse(text) is { } manifest)
            {
                found[lines[0].Trim()] = manifest;
            }
        }

        return found.ToImmutable();
    }

    private async Task<string> RunAsync(string what, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        var script = Script.Of(Scripts.Text("second"), [root, what, .. arguments]) with { Deadline = Deadline };
        var result = await host.RunAsync(script, cancellation);
        return result.Succeeded ? result.Output : throw new BackupException($"{host.Name}: {result.Error.Trim()}");
    }
}
