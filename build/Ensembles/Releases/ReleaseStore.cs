using Ensembles.Inventories;
using Ensembles.Releases.Debian;

namespace Ensembles.Releases;

/// <summary>
/// Gets a release's archive: a file, a download, or an assembly from Debian's packages. What is fetched stays in the
/// cache; several processes may use the same cache at once.
/// </summary>
/// <param name="cacheFolder">Made when missing; safe to delete at any time.</param>
/// <param name="transfers">Told how far downloads have come.</param>
public sealed class ReleaseStore(string cacheFolder, IProgress<Transfer>? transfers = null)
{
    private static readonly string[] Suffixes = [".tar.gz", ".tgz"];

    private readonly string folder = Path.GetFullPath(cacheFolder);

    /// <summary>The archive of a release, complete and with the checksum that the inventory asks for.</summary>
    /// <param name="progress">Told in short sentences what is being done; never when the cache has it all.</param>
    /// <exception cref="ReleaseException">It cannot be had, or is not what it should be.</exception>
    public async Task<ReleaseArchive> GetAsync(
        ReleaseSpec release, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        if (release is { FetchedByHosts: true, Archive: { } url, Sha512: { } checkedBy })
        {
            return AtHosts(release.Version, new(url), checkedBy);
        }

        var path = release.Archive switch
        {
            null => await new DebianReleases(folder, DebianRelease.All, transfers)
                .GetAsync(release.Version, progress, cancellation),
            var archive when Download.IsUrl(archive) =>
                await new Download(folder, transfers).GetAsync(new(archive), release.Sha512, progress, cancellation),
            var archive => Local(archive, release.Version),
        };
        var sum = await Checksum.OfFileAsync(path, cancellation);
        if (release.Sha512 is { } wanted && !sum.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new ReleaseException(
                $"{path} has the SHA-512 {sum}, but the inventory's release.sha512 says {wanted}: " +
                "correct whichever is wrong.");
        }

        return new(release.Version, path, TopFolder(path, sum), sum);
    }

    /// <summary>Nothing of it is here: by its name it is one of Apache's, whose top folder is named alike.</summary>
    private static ReleaseArchive AtHosts(Version version, Uri address, string sum)
    {
        var name = Path.GetFileName(address.LocalPath);
        var top = Suffixes.Where(name.EndsWith).Select(suffix => name[..^suffix.Length]).FirstOrDefault(name);
        return new(version, "", top, sum) { Address = address };
    }

    /// <summary>The top folder of an archive that is looked into once: later its checksum tells.</summary>
    private string TopFolder(string path, string sum)
    {
        var known = Path.Combine(folder, "known", sum);
        if (File.Exists(known))
        {
            return File.ReadAllText(known);
        }

        var top = ArchiveLayout.TopFolder(path);
        var part = $"{known}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(known)!);
        File.WriteAllText(part, top);
        File.Move(part, known, overwrite: true);
        return top;
    }

    private static string Local(string archive, Version version) =>
        File.Exists(archive)
            ? Path.GetFullPath(archive)
            : throw new ReleaseException(
                $"The archive of ZooKeeper {version}, {archive}, does not exist: " +
                "correct release.archive in the inventory.");
}
