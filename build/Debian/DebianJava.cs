using Remote;

namespace Debian;

/// <summary>Debian's headless Java runtime, unpacked into the cache and cut off from the system's folders.</summary>
/// <param name="transfers">Told how far downloads have come.</param>
internal sealed class DebianJava(string cacheFolder, IProgress<Transfer>? transfers = null)
{
    // ZooKeeper 3.4 to 3.9 run with either; the first that the machine's suite has.
    private static readonly string[] Packages = ["openjdk-21-jre-headless", "openjdk-17-jre-headless"];

    /// <summary>Where <see cref="GetAsync"/> keeps the runtime.</summary>
    public static string Home(string cacheFolder) => Path.Combine(cacheFolder, "java");

    /// <summary>JAVA_HOME of the runtime.</summary>
    /// <exception cref="DebianException">This is no Debian, or the package cannot be had, or does not run.</exception>
    public async Task<string> GetAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        var home = Home(cacheFolder);
        using var held = await CacheLock.TakeAsync(home + ".lock", progress, cancellation);
        if (!Directory.Exists(home))
        {
            try
            {
                await FetchAsync(home, progress, cancellation);
            }
            catch (DebianException e)
            {
                throw new DebianException(
                    $"There is no java in JAVA_HOME or on the PATH, and Debian's cannot be had: {e.Message}: " +
                    "install a Java runtime (17 or 21), e.g. apt-get install openjdk-17-jre-headless.", e);
            }
        }

        return home;
    }

    private async Task FetchAsync(string home, IProgress<string>? progress, CancellationToken cancellation)
    {
        var suite = Suite() ?? throw new DebianException("this machine is no Debian");
        using var work = new WorkFolder(cacheFolder);
        var apt = new Apt(Directory.CreateDirectory(Path.Combine(work.Path, "apt")).FullName, transfers);
        progress?.Report($"Java: package list of Debian {suite}");
        await apt.UpdateAsync([suite], cancellation);
        var package = await FirstAsync(apt, cancellation)
            ?? throw new DebianException($"Debian {suite} has neither {string.Join(" nor ", Packages)}");
        progress?.Report($"Java: {package}");
        var root = Path.Combine(work.Path, "root");
        await apt.UnpackAsync([package], root, cancellation);
        var runtime = Directory.GetDirectories(Path.Combine(root, "usr/lib/jvm"))
            .First(folder => File.Exists(Path.Combine(folder, "bin/java")));
        CutOff(runtime, root);
        var check = await Tool.RunAsync(Path.Combine(runtime, "bin/java"), ["-version"], cancellation);
        if (check.ExitCode != 0)
        {
            throw new DebianException($"{package} does not run here ({check.Complaint})");
        }

        Directory.Move(runtime, home);
    }

    /// <summary>
    /// Puts in place of each link that leads out of the runtime what it leads to in the same package: its configuration
    /// lies in <c>/etc</c>. A link to another package's file (the certificates) is removed.
    /// </summary>
    internal static void CutOff(string runtime, string root)
    {
        var links = new DirectoryInfo(runtime).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Where(item => item.LinkTarget is not null).ToList();
        foreach (var link in links)
        {
            var target = link.LinkTarget!;
            if (!Path.IsPathRooted(target))
            {
                continue;
            }

            var packaged = root + target;
            link.Delete();
            if (File.Exists(packaged))
            {
                File.Copy(packaged, link.FullName);
            }
            else if (Directory.Exists(packaged))
            {
                Copy(packaged, link.FullName);
            }
        }
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var item in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(target, item.Name);
            if (item is DirectoryInfo)
            {
                Copy(item.FullName, copy);
            }
            else
            {
                File.Copy(item.FullName, copy);
            }
        }
    }

    private static async Task<string?> FirstAsync(Apt apt, CancellationToken cancellation)
    {
        foreach (var package in Packages)
        {
            if ((await apt.VersionsAsync(package, cancellation)).Count > 0)
            {
                return package;
            }
        }

        return null;
    }

    /// <summary>The suite of this machine: os-release's code name; a Debian without one is unstable.</summary>
    private static string? Suite()
    {
        const string Release = "/etc/os-release";
        var lines = File.Exists(Release) ? File.ReadAllLines(Release) : [];
        return !lines.Contains("ID=debian")
            ? null
            : lines.Select(line => line.Split('=', 2)).FirstOrDefault(parts => parts[0] == "VERSION_CODENAME")?[1]
              ?? "sid";
    }
}
