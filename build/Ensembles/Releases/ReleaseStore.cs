using Debian;
using Ensembles.Inventories;
using Remote;

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
    /// <exception cref="WrongReleaseException">It holds another version of ZooKeeper.</exception>
    public async Task<ReleaseArchive> GetAsync(
        ReleaseSpec release, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        if (release is { FetchedByHosts: true, Archive: { } url, Sha512: { } checkedBy })
        {
            return AtHosts(release.Version, new(url), checkedBy);
        }

        var path = release.Archive switch
        {
            null => await AssembledAsync(release.Version, progress, cancellation),
            var archive when Download.IsUrl(archive) =>
                await new Download(folder, transfers).GetAsync(new(archive), release.Sha512, progress, cancellation),
            var archive => Local(archive, release.Version),
        };
        var sum = await SumAsync(path, cancellation);
        if (release.Sha512 is { } wanted && !sum.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new ReleaseException(
                $"{path} has the SHA-512 {sum}, but the inventory's release.sha512 says {wanted}: " +
                "correct whichever is wrong.")
                { IsWrongInput = true };
        }

        var (top, version) = LayoutOf(path, sum);
        return version is null || version == release.Version
            ? new(release.Version, path, top, sum)
            : throw new WrongReleaseException(
                $"{path} holds ZooKeeper {version}, and release.version is {release.Version}: correct whichever is " +
                "wrong. No host was touched.");
    }

    /// <summary>The archive where it is here already, or only the hosts fetch it; null where it is to be fetched.</summary>
    /// <exception cref="ReleaseException">It is not what it should be.</exception>
    public async Task<ReleaseArchive?> HereAsync(ReleaseSpec release, CancellationToken cancellation = default) =>
        release.FetchedByHosts || File.Exists(release.Archive switch
        {
            null => new DebianReleases(folder, DebianRelease.All).PathOf(release.Version),
            var archive when Download.IsUrl(archive) =>
                release.Sha512 is { } sum ? Download.PathOf(folder, new(archive), sum) : null,
            var archive => archive,
        })
            ? await GetAsync(release, null, cancellation) : null;

    /// <summary>
    /// Looks at what an inventory names, as far as that needs no network: a file of this machine, one that was fetched
    /// before, the name of one that hosts fetch.
    /// </summary>
    /// <exception cref="ReleaseException">It is not what it should be.</exception>
    public async Task CheckAsync(ReleaseSpec release, CancellationToken cancellation = default)
    {
        if (release.Archive is { } archive)
        {
            _ = Download.IsUrl(archive) ? await HereAsync(release, cancellation) : await GetAsync(release, null, cancellation);
        }
    }

    private async Task<string> AssembledAsync(
        Version version, IProgress<string>? progress, CancellationToken cancellation)
    {
        try
        {
            return await new DebianReleases(folder, DebianRelease.All, transfers)
                .GetAsync(version, progress, cancellation);
        }
        catch (DebianException e)
        {
            throw new ReleaseException(e.Message, e);
        }
    }

    private static async Task<string> SumAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await Checksum.OfFileAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"{path} cannot be read ({e.Message}): make it readable for this account.", e)
            {
                IsWrongInput = true,
            };
        }
    }

    /// <summary>Nothing of it is here: by its name it is one of Apache's, whose top folder is named alike.</summary>
    private static ReleaseArchive AtHosts(Version version, Uri address, string sum)
    {
        var name = Path.GetFileName(address.LocalPath);
        var top = Suffixes.Where(name.EndsWith).Select(suffix => name[..^suffix.Length]).FirstOrDefault(name);
        ArchiveLayout.CheckName(Path.GetFileName(address.LocalPath), top);
        return new(version, "", top, sum) { Address = address };
    }

    /// <summary>Top folder and version of an archive that is looked into once: later its checksum tells.</summary>
    private (string TopFolder, Version? Version) LayoutOf(string path, string sum)
    {
        var known = Path.Combine(folder, "layouts", sum);
        if (File.Exists(known) && File.ReadAllText(known).Split('\n') is [var found, var told])
        {
            return (found, Version.TryParse(told, out var read) ? read : null);
        }

        var (top, version) = ArchiveLayout.Of(path);
        var part = $"{known}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(known)!);
        File.WriteAllText(part, $"{top}\n{version}");
        File.Move(part, known, overwrite: true);
        return (top, version);
    }

    private static string Local(string archive, Version version)
    {
        var wrong = Directory.Exists(archive) ? "is a folder"
            : !File.Exists(archive) ? "does not exist"
            : new FileInfo(archive).Length == 0 ? "is empty, or no plain file"
            : null;
        return wrong is null
            ? Path.GetFullPath(archive)
            : throw new ReleaseException(
                $"The archive of ZooKeeper {version}, {archive}, {wrong}: correct release.archive in the inventory.")
                { IsWrongInput = true };
    }
}
