using System.Collections.Immutable;
using Remote;

namespace Debian;

/// <summary>Assembles distributions in the official layout from Debian's packages, without root.</summary>
/// <param name="known">The versions that Debian has.</param>
/// <param name="transfers">Told how far downloads have come.</param>
public sealed class DebianReleases(
    string cacheFolder, ImmutableArray<DebianRelease> known, IProgress<Transfer>? transfers = null)
{
    private const string Remedy = "set release.archive in the inventory to the path of an " +
                                  "apache-zookeeper-VERSION-bin.tar.gz, or to its URL with release.sha512";

    /// <summary>The path of a version's archive.</summary>
    /// <exception cref="DebianException">Debian has no such version (any more), or cannot be reached.</exception>
    public async Task<string> GetAsync(Version version, IProgress<string>? progress, CancellationToken cancellation)
    {
        var release = known.FirstOrDefault(release => release.Version == version)
            ?? throw new DebianException(
                $"Debian has no packages of ZooKeeper {version} " +
                $"(only of {string.Join(", ", known.Select(release => release.Version))}): {Remedy}.");
        var top = $"apache-zookeeper-{version}-bin";
        var target = PathOf(release);
        if (File.Exists(target))
        {
            return target;
        }

        using var held = await CacheLock.TakeAsync(target + ".lock", progress, cancellation);
        if (!File.Exists(target))
        {
            try
            {
                await AssembleAsync(release, top, target, progress, cancellation);
            }
            catch (DebianException e)
            {
                throw new DebianException($"ZooKeeper {version} cannot be had from Debian: {e.Message}: {Remedy}.", e);
            }
        }

        return target;
    }

    /// <summary>Where a version's archive is kept; null where Debian has none.</summary>
    public string? PathOf(Version version) =>
        known.FirstOrDefault(release => release.Version == version) is { } release ? PathOf(release) : null;

    /// <summary>Beside what makes them: an archive of an older recipe is not taken for this one's.</summary>
    private string PathOf(DebianRelease release) => Path.Combine(
        cacheFolder, "debian", Distribution.Fingerprint(release), $"apache-zookeeper-{release.Version}-bin.tar.gz");

    private async Task AssembleAsync(
        DebianRelease release, string top, string target, IProgress<string>? progress, CancellationToken cancellation)
    {
        using var work = new WorkFolder(cacheFolder);
        var root = Path.Combine(work.Path, "root");
        await FetchAsync(release, work.Path, root, progress, cancellation);
        progress?.Report($"ZooKeeper {release.Version}: assembling {top}.tar.gz");
        Distribution.Lay(release, root, Path.Combine(work.Path, top));
        var archive = Path.Combine(work.Path, "archive");
        StableArchive.Write(archive, work.Path, top);
        File.Move(archive, target, overwrite: true);
    }

    private async Task FetchAsync(
        DebianRelease release, string work, string root, IProgress<string>? progress, CancellationToken cancellation)
    {
        string[] tools = ["apt-get", "apt-cache", "apt-config", "dpkg", "dpkg-deb"];
        if (tools.FirstOrDefault(tool => Tool.Find(tool) is null) is { } missing)
        {
            throw new DebianException($"this machine has no {missing}");
        }

        var apt = new Apt(Directory.CreateDirectory(Path.Combine(work, "apt")).FullName, transfers);
        progress?.Report($"ZooKeeper {release.Version}: package lists of Debian {release.Suite}");
        await apt.UpdateAsync([release.Suite, release.LibrarySuite], cancellation);
        var versions = await apt.VersionsAsync(DebianRelease.Package, cancellation);
        var wanted = versions.FirstOrDefault(IsOf(release.Version))
            ?? throw new DebianException(
                $"Debian {release.Suite} now has {string.Join(", ", versions)}, not {release.Version}");
        progress?.Report($"ZooKeeper {release.Version}: {release.Packages.Length + 1} packages");
        var libraries = release.Packages.Select(package => $"{package}/{release.LibrarySuite}");
        await apt.UnpackAsync([$"{DebianRelease.Package}={wanted}", .. libraries], root, cancellation);
    }

    /// <summary>Is a Debian version one of this upstream version? <c>3.9.3-1+deb13u1</c> is of 3.9.3.</summary>
    private static Func<string, bool> IsOf(Version version) =>
        debian => debian.StartsWith($"{version}-", StringComparison.Ordinal) ||
                  debian.StartsWith($"{version}+", StringComparison.Ordinal);
}
