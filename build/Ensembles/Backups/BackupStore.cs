using System.Collections.Immutable;
using System.Globalization;
using Remote;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>Backups on this machine: a folder each, with snapshot, logs and what is known of them.</summary>
/// <param name="root">Folder of one ensemble's backups.</param>
public sealed class BackupStore(string root)
{
    private const string OfSurvivor = "-survivor-";

    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The newest one's folder; null where there is none.</summary>
    public string? Newest => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root)
        .Where(folder => File.Exists(Path.Combine(folder, BackupManifest.FileName))).Max(StringComparer.Ordinal);

    /// <summary>
    /// Of the copies that the last recovery has made of what was left, the one that goes furthest; null where there is none.
    /// </summary>
    public string? NewestOfSurvivors => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root)
        .Where(folder => Path.GetFileName(folder).Contains(OfSurvivor, StringComparison.Ordinal))
        .Where(folder => File.Exists(Path.Combine(folder, BackupManifest.FileName)))
        .Select(folder => (Folder: folder, Run: Path.GetFileName(folder).Split(OfSurvivor)[0],
            Manifest: BackupManifest.Parse(File.ReadAllText(Path.Combine(folder, BackupManifest.FileName)))))
        .Where(copy => copy.Manifest is not null)
        .OrderBy(copy => copy.Run, StringComparer.Ordinal).ThenBy(copy => Zxid.Parse(copy.Manifest!.LastZxid))
        .Select(copy => copy.Folder).LastOrDefault();

    /// <summary>The name of a survivor's copy that a run makes.</summary>
    public static string SurvivorName(string runId, int server) => string.Create(CultureInfo.InvariantCulture, $"{runId}{OfSurvivor}{server}");

    /// <summary>Brings a backup from its host and reads it in full.</summary>
    /// <param name="release">Of the servers that wrote it.</param>
    /// <param name="ensemble">Whose data it is.</param>
    /// <returns>Its folder here.</returns>
    /// <exception cref="BackupException">It is damaged.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<StoredBackup> FetchAsync(
        IHost host, Backup backup, Version release, string ensemble, CancellationToken cancellation)
    {
        var folder = MakeEmpty(Path.Combine(root, backup.Name));
        foreach (var file in backup.Files)
        {
            await using var target = File.Create(Path.Combine(folder, file.Name));
            await HostReading.CopyAsync(host, $"{backup.Folder}/{file.Name}", file.Bytes, target, cancellation);
        }

        var stored = await OpenAsync(folder);
        var digests = await Task.WhenAll(stored.Files.Select(async file =>
            KeyValuePair.Create(file.Name, await BackupManifest.DigestAsync(Path.Combine(folder, file.Name), cancellation))));
        var manifest = new BackupManifest(
            release.ToString(3), backup.Server, backup.Host, $"{stored.Content.Last}", stored.Content.Nodes,
            stored.Content.Transactions, [.. stored.Files.Select(file => file.Name)])
        {
            Ensemble = ensemble,
            Taken = DateTimeOffset.UtcNow,
            Sha256 = digests.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, BackupManifest.FileName), $"{manifest}", cancellation);
        return stored with { Release = release, Manifest = manifest };
    }

    /// <summary>The folder for a backup, of the caller's own; the manifest of an earlier copy of the same goes: what is not whole has none.</summary>
    internal static string MakeEmpty(string folder)
    {
        MakePrivate(folder);
        File.Delete(Path.Combine(folder, BackupManifest.FileName));
        return folder;
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

        var manifest = BackupManifest.In(folder);
        if (manifest is not null)
        {
            await manifest.CheckAsync(folder, files, CancellationToken.None);
        }

        var content = await BackupCheck.ReadAsync(
            files, file => Task.FromResult<Stream>(File.OpenRead(Path.Combine(folder, file.Name))));
        if (manifest is not null && Zxid.Parse(manifest.LastZxid) != content.Last)
        {
            throw new BackupException($"{folder} ends with {content.Last}, and {BackupManifest.FileName} names {manifest.LastZxid} as the last transaction");
        }

        if (content.Torn is { } length)
        {
            var log = files.Where(file => !file.IsSnapshot).MaxBy(file => file.Zxid)!;
            await using var cut = File.OpenWrite(Path.Combine(folder, log.Name));
            cut.SetLength(length);
        }

        return new(folder, FilesIn(folder), content with { Torn = null },
            manifest is null ? null : Version.Parse(manifest.Release)) { Manifest = manifest };
    }

    private static ImmutableArray<BackupFile> FilesIn(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles().Where(file => IsData(file.Name))
            .Select(file => new BackupFile(file.Name, file.Length))
            .OrderByDescending(file => file.IsSnapshot).ThenBy(file => file.Zxid),
    ];

    internal static bool IsData(string name) => name.Split('.') is ["snapshot" or "log", var zxid, ..]
        && Zxid.TryParse(zxid, out _);

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
}

/// <summary>A backup on this machine, read and found whole.</summary>
/// <param name="Release">Of the servers that wrote it; null where that is not known.</param>
public sealed record StoredBackup(
    string Folder, ImmutableArray<BackupFile> Files, BackupContent Content, Version? Release)
{
    /// <summary>What its folder says of itself, with which its files were compared; null: nothing.</summary>
    public BackupManifest? Manifest { get; init; }
}
