using System.Collections.Immutable;
using System.Text.Json;
using Remote;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>Backups on this machine: a folder each, with snapshot, logs and what is known of them.</summary>
/// <param name="root">Folder of one ensemble's backups.</param>
public sealed class BackupStore(string root)
{
    private const string Manifest = "backup.json";

    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The newest one's folder; null where there is none.</summary>
    public string? Newest => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root)
        .Where(folder => File.Exists(Path.Combine(folder, Manifest))).Max(StringComparer.Ordinal);

    /// <summary>Brings a backup from its host and reads it in full.</summary>
    /// <param name="release">Of the servers that wrote it.</param>
    /// <returns>Its folder here.</returns>
    /// <exception cref="BackupException">It is damaged.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<StoredBackup> FetchAsync(
        IHost host, Backup backup, Version release, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, backup.Name);
        MakePrivate(folder);
        foreach (var file in backup.Files)
        {
            await using var target = File.Create(Path.Combine(folder, file.Name));
            await HostReading.CopyAsync(host, $"{backup.Folder}/{file.Name}", file.Bytes, target, cancellation);
        }

        var stored = await OpenAsync(folder);
        var manifest = new ManifestText(
            release.ToString(3), backup.Server, backup.Host, $"{stored.Content.Last}", stored.Content.Nodes,
            stored.Content.Transactions, [.. stored.Files.Select(file => file.Name)]);
        await File.WriteAllTextAsync(
            Path.Combine(folder, Manifest), JsonSerializer.Serialize(manifest, Format), cancellation);
        return stored with { Release = release };
    }

    /// <summary>Reads a backup's folder in full; a torn end of the newest log is cut off.</summary>
    /// <exception cref="BackupException">There is none, or it is damaged.</exception>
    public static async Task<StoredBackup> OpenAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new BackupException($"there is no folder {folder}");
        }

        var files = FilesIn(folder);
        if (files.IsEmpty)
        {
            throw new BackupException($"{folder} holds neither a snapshot nor a log");
        }

        var content = await BackupCheck.ReadAsync(
            files, file => Task.FromResult<Stream>(File.OpenRead(Path.Combine(folder, file.Name))));
        if (content.Torn is { } length)
        {
            var log = files.Where(file => !file.IsSnapshot).MaxBy(file => file.Zxid)!;
            await using var cut = File.OpenWrite(Path.Combine(folder, log.Name));
            cut.SetLength(length);
        }

        return new(folder, FilesIn(folder), content with { Torn = null }, ReleaseIn(Path.Combine(folder, Manifest)));
    }

    private static ImmutableArray<BackupFile> FilesIn(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles().Where(file => IsData(file.Name))
            .Select(file => new BackupFile(file.Name, file.Length))
            .OrderByDescending(file => file.IsSnapshot).ThenBy(file => file.Zxid),
    ];

    private static bool IsData(string name) => name.Split('.') is ["snapshot" or "log", var zxid, ..]
        && Zxid.TryParse(zxid, out _);

    private static Version? ReleaseIn(string manifest) => File.Exists(manifest)
        && JsonSerializer.Deserialize<ManifestText>(File.ReadAllText(manifest), Format) is { } text
            ? Version.Parse(text.Release) : null;

    private static void MakePrivate(string folder)
    {
        // The data of others: for this account only.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Private);
        }
    }

    private sealed record ManifestText(
        string Release, int Server, string Host, string LastZxid, long? Znodes, long Transactions,
        ImmutableArray<string> Files);
}

/// <summary>A backup on this machine, read and found whole.</summary>
/// <param name="Release">Of the servers that wrote it; null where that is not known.</param>
public sealed record StoredBackup(
    string Folder, ImmutableArray<BackupFile> Files, BackupContent Content, Version? Release);
