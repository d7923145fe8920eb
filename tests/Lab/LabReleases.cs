using System.Formats.Tar;
using System.IO.Compression;
using Debian;
using Ensembles.Inventories;
using Ensembles.Releases;

namespace Lab;

/// <summary>Releases ready to run on this machine, and the Java that runs them.</summary>
public static class LabReleases
{
    private static readonly SemaphoreSlim One = new(1);
    private static readonly IProgress<string> Progress = new Printed();

    /// <summary>The store that all tests share.</summary>
    public static ReleaseStore Store { get; } = new(ProjectFolders.Releases);

    /// <summary>The archive of a version; the test is ignored where it cannot be had.</summary>
    public static async Task<ReleaseArchive> ArchiveAsync(string version, CancellationToken ct = default)
    {
        try
        {
            return await Store.GetAsync(new ReleaseSpec { Version = Version.Parse(version) }, Progress, ct);
        }
        catch (ReleaseException e)
        {
            Prerequisite.IsMissing(e.Message);
            throw;
        }
    }

    /// <summary>The folder with bin, conf and lib of a version.</summary>
    public static async Task<string> FolderAsync(string version, CancellationToken ct = default)
    {
        var archive = await ArchiveAsync(version, ct);
        var all = Path.Combine(ProjectFolders.Releases, "unpacked");
        var target = Path.Combine(all, archive.Sha512[..16]);
        await One.WaitAsync(ct);
        try
        {
            if (!Directory.Exists(target))
            {
                await UnpackAsync(archive.Path, Path.Combine(all, $".{Guid.NewGuid():N}"), target, ct);
            }
        }
        finally
        {
            One.Release();
        }

        return Path.Combine(target, archive.TopFolder);
    }

    /// <summary>JAVA_HOME; the test is ignored where there is none.</summary>
    public static async Task<string> JavaHomeAsync(CancellationToken ct = default)
    {
        await One.WaitAsync(ct);
        try
        {
            return javaHome ??= await new JavaRuntimes(ProjectFolders.Releases).EnsureAsync(Progress, ct);
        }
        catch (DebianException e)
        {
            Prerequisite.IsMissing(e.Message);
            throw;
        }
        finally
        {
            One.Release();
        }
    }

    private static string? javaHome;

    private static async Task UnpackAsync(string archive, string work, string target, CancellationToken ct)
    {
        Directory.CreateDirectory(work);
        await using (var file = File.OpenRead(archive))
        await using (var plain = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(plain, work, overwriteFiles: false, ct);
        }

        try
        {
            Directory.Move(work, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(work, recursive: true); // Another process was quicker.
        }
    }

    private sealed class Printed : IProgress<string>
    {
        public void Report(string value) => TestContext.Progress.WriteLine(value);
    }
}
