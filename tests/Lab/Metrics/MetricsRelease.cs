using System.Diagnostics;
using System.IO.Compression;
using Debian;

namespace Lab.Metrics;

/// <summary>
/// An archive as ZooKeeper's own are, with the provider of metrics that Debian's packages leave out: compiled from the
/// source of Debian's source package. The library of Prometheus that it is written with, which Debian has not, is stood
/// in for by the classes in <c>client</c>: names, labels and types of all figures are ZooKeeper's own.
/// </summary>
public static class MetricsRelease
{
    private const string Source = "PrometheusMetricsProvider.java";
    private static readonly SemaphoreSlim One = new(1);

    /// <summary>The path of the archive; the test is ignored where it cannot be made.</summary>
    public static async Task<string> ArchiveAsync(string version)
    {
        Prerequisite.Programs(("javac", "default-jdk-headless"), ("xz", "xz-utils"));
        await One.WaitAsync();
        try
        {
            var plain = await LabReleases.FolderAsync(version);
            var folder = Directory.CreateDirectory(Path.Combine(ProjectFolders.Releases, "metrics", version)).FullName;
            var archive = Path.Combine(folder, $"apache-zookeeper-{version}-bin.tar.gz");
            if (!File.Exists(archive))
            {
                await MakeAsync(version, plain, TestFolder.Create("provider"), archive);
            }

            return archive;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task MakeAsync(string version, string plain, string work, string archive)
    {
        await File.WriteAllTextAsync(Path.Combine(work, Source), await SourceAsync(SourceOf(version), work));
        var classes = Directory.CreateDirectory(Path.Combine(work, "classes")).FullName;
        var client = typeof(MetricsRelease).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".java", StringComparison.Ordinal));
        foreach (var name in client)
        {
            await using var from = typeof(MetricsRelease).Assembly.GetManifestResourceStream(name)!;
            await using var to = File.Create(Path.Combine(work, name));
            await from.CopyToAsync(to);
        }

        await RunAsync(work, "javac", [
            "-nowarn", "-Xlint:-options", "--release", "11", "-d", classes, "-cp", $"{plain}/lib/*",
            .. Directory.GetFiles(work, "*.java")]);

        var top = Path.GetFileName(plain);
        await RunAsync(work, "cp", "-r", plain, top);
        Pack(classes, Path.Combine(work, top, "lib", $"zookeeper-prometheus-metrics-{version}.jar"), "org");
        Pack(classes, Path.Combine(work, top, "lib", "simpleclient-0.9.0-stand-in.jar"), "io");
        await RunAsync(work, "tar", "-czf", archive + ".part", top);
        File.Move(archive + ".part", archive, overwrite: true);
    }

    private static void Pack(string classes, string jar, string top)
    {
        using var zip = ZipFile.Open(jar, ZipArchiveMode.Create);
        foreach (var file in Directory.GetFiles(Path.Combine(classes, top), "*.class", SearchOption.AllDirectories))
        {
            zip.CreateEntryFromFile(file, Path.GetRelativePath(classes, file));
        }
    }

    /// <summary>The released suites keep their source; that of sid moves on, and 3.9.6 has the provider of 3.9.3.</summary>
    private static DebianRelease SourceOf(string version) =>
        DebianRelease.All.Last(release => release.Suite != "sid" && release.Version <= Version.Parse(version));

    /// <summary>From Debian's source package, whose digests its signed list has.</summary>
    private static async Task<string> SourceAsync(DebianRelease release, string work)
    {
        var (version, suite) = (release.Version, release.Suite);
        var apt = Directory.CreateDirectory(Path.Combine(work, "apt")).FullName;
        Directory.CreateDirectory(Path.Combine(apt, "lists", "partial"));
        var mirror = Environment.GetEnvironmentVariable("DEBIAN_MIRROR") is { Length: > 0 } named
            ? named.TrimEnd('/') : "http://deb.debian.org/debian";
        await File.WriteAllTextAsync(Path.Combine(apt, "sources.list"),
            $"deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror} {suite} main\n");
        string[] own =
        [
            "-q", "-o", $"Dir::Etc::sourcelist={apt}/sources.list", "-o", "Dir::Etc::sourceparts=/dev/null",
            "-o", $"Dir::State::Lists={apt}/lists/", "-o", $"Dir::Cache={apt}/", "-o", "APT::Sandbox::User=root",
        ];
        await RunAsync(apt, "apt-get", [.. own, "update"]);
        var told = await RunAsync(apt, "apt-cache", [.. own, "showsrc", "zookeeper"]);
        var debian = told.Split('\n').Where(line => line.StartsWith($"Version: {version}", StringComparison.Ordinal))
            .Select(line => line["Version: ".Length..]).FirstOrDefault();
        if (debian is null)
        {
            Prerequisite.IsMissing($"Debian {suite} has no source of ZooKeeper {version} any more");
        }

        await RunAsync(apt, "apt-get", [.. own, "source", "--download-only", $"zookeeper={debian}"]);
        var original = Directory.GetFiles(apt, "*.orig.tar.*").Single(file => !file.EndsWith(".asc", StringComparison.Ordinal));
        return await RunAsync(apt, "tar", "-xOaf", original, "--wildcards", $"*/src/main/java/*/{Source}");
    }

    private static async Task<string> RunAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await output}{await error}");
    }
}
