using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>What a backup's folder says of itself, in <c>backup.json</c>.</summary>
/// <param name="Release">Of the servers that wrote it.</param>
/// <param name="Files">The names of its files.</param>
public sealed record BackupManifest(
    string Release, int Server, string Host, string LastZxid, long? Znodes, long Transactions, ImmutableArray<string> Files)
{
    /// <summary>Its name in the folder of a backup.</summary>
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Whose data it is; null: it was made before manifests told that.</summary>
    public string? Ensemble { get; init; }

    /// <summary>When it was made; null: it was made before manifests told that.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>SHA-256 of each file in lower-case hexadecimal, by its name; empty: as <see cref="Ensemble"/>.</summary>
    public ImmutableSortedDictionary<string, string> Sha256 { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public override string ToString() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <returns>Null where the text is no manifest.</returns>
    public static BackupManifest? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(text, Format) is
                {
                    Files: { IsDefaultOrEmpty: false } files, Sha256: not null, Release: { } release, LastZxid: { } last,
                } read && files.All(file => file is not null) && read.Sha256.Values.All(digest => digest is not null)
                && Version.TryParse(release, out _) && Zxid.TryParse(last, out _) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where the folder has none.</returns>
    /// <exception cref="BackupException">What is there is none.</exception>
    public static BackupManifest? In(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return !File.Exists(file) ? null : Parse(File.ReadAllText(file))
            ?? throw new BackupException($"{file} is damaged: it is no manifest of a backup");
    }

    /// <summary>Of one file.</summary>
    public static async Task<string> DigestAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    /// <summary>Every file of the manifest is there, as it was, and no other that a server would read.</summary>
    /// <exception cref="BackupException">It is not so; the message names the file.</exception>
    internal async Task CheckAsync(string folder, ImmutableArray<BackupFile> files, CancellationToken cancellation)
    {
        foreach (var name in Files.Concat(Sha256.Keys).Where(name => files.All(file => file.Name != name)))
        {
            throw new BackupException($"{folder}/{name} is missing, and {FileName} names it");
        }

        if (Sha256.IsEmpty)
        {
            // Such manifests were once written, but without the time.
            if (Taken is not null)
            {
                throw new BackupException($"{folder}/{FileName} is damaged: it has no SHA-256 of any file");
            }

            return;
        }

        foreach (var file in files)
        {
            if (!Sha256.TryGetValue(file.Name, out var digest))
            {
                throw new BackupException($"{folder}/{file.Name} was put there later: {FileName} does not name it");
            }

            if (await DigestAsync(Path.Combine(folder, file.Name), cancellation) != digest)
            {
                throw new BackupException($"{folder}/{file.Name} is damaged: its SHA-256 is not the one of {FileName}");
            }
        }
    }
}
