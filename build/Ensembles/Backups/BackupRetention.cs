using System.Collections.Immutable;

namespace Ensembles.Backups;

/// <summary>Which backups of a place go. Pure.</summary>
/// <param name="Keep">The newest so many stay; null: all.</param>
/// <param name="Days">Older ones go; null: none.</param>
public sealed record BackupRetention(int? Keep, int? Days)
{
    /// <summary>
    /// Never the newest, and never one that is not known to be this ensemble's: by its manifest, with the time and the
    /// digests that the suite writes.
    /// </summary>
    /// <param name="there">Manifests by the names of their folders.</param>
    /// <returns>The names of those that go, the oldest first.</returns>
    public ImmutableArray<string> Leaving(
        IReadOnlyDictionary<string, BackupManifest> there, string ensemble, DateTimeOffset now)
    {
        var ours = there
            .Where(one => one.Value is { Taken: not null, Sha256.IsEmpty: false } manifest && manifest.Ensemble == ensemble
                && manifest.Sha256.Keys.All(BackupStore.IsData))
            .OrderByDescending(one => one.Value.Taken).ThenByDescending(one => one.Key, StringComparer.Ordinal).ToList();
        return
        [
            .. ours.Where((one, index) => index > 0
                    && (index >= (Keep ?? int.MaxValue) || now - one.Value.Taken > TimeSpan.FromDays(Days ?? int.MaxValue / 1000)))
                .Select(one => one.Key).Reverse(),
        ];
    }
}
