using System.Diagnostics;

namespace Lab.Foreign;

/// <summary>
/// A release unpacked by hand as ZooKeeper's own archives are, with scripts that behave as theirs do: what people have
/// who never heard of this suite.
/// </summary>
public sealed class OfficialRelease
{
    private readonly string javaHome;

    private OfficialRelease(string folder, string javaHome) => (Folder, this.javaHome) = (folder, javaHome);

    /// <summary>Holds bin, conf and lib; of 3.4 the jar of ZooKeeper itself too.</summary>
    public string Folder { get; }

    /// <summary>Holds zoo.cfg, unless ZOOCFGDIR says otherwise; a logging to the console is in it.</summary>
    public string ConfigFolder => Path.Combine(Folder, "conf");

    public string ZkServer => Path.Combine(Folder, "bin", "zkServer.sh");

    /// <param name="folder">Becomes the release's folder itself.</param>
    public static async Task<OfficialRelease> CreateAsync(string folder, string version)
    {
        var isOld = version.StartsWith("3.4.", StringComparison.Ordinal);
        var release = await LabReleases.FolderAsync(version);
        var lib = Directory.CreateDirectory(Path.Combine(folder, "lib")).FullName;
        foreach (var jar in Directory.EnumerateFiles(Path.Combine(release, "lib"), "*.jar"))
        {
            var name = Path.GetFileName(jar);
            var main = $"zookeeper-{version}.jar"; // Debian's packages name it without the version.
            var isMain = name == main || name == "zookeeper.jar";
            File.Copy(jar, Path.Combine(isOld && isMain ? folder : lib, isMain ? main : name), overwrite: true);
        }

        var made = new OfficialRelease(folder, await LabReleases.JavaHomeAsync());
        Directory.CreateDirectory(made.ConfigFolder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(release, "conf")))
        {
            File.Copy(file, Path.Combine(made.ConfigFolder, Path.GetFileName(file)), overwrite: true);
        }

        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bin, "habits"), isOld ? "3.4\n" : "3.5\n");
        foreach (var name in new[] { "zkServer.sh", "zkEnv.sh" })
        {
            var path = Path.Combine(bin, name);
            await File.WriteAllTextAsync(path, Text($"official-{name}"));
            Executable.Make(path);
        }

        return made;
    }

    /// <summary>
    /// <c>zkServer.sh ACTION</c> in the folder bin; a small heap. Gives what it printed.
    /// </summary>
    /// <param name="environment">Further variables.</param>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public async Task<string> RunAsync(string action, params (string Name, string Value)[] environment)
    {
        var start = Prepare(new ProcessStartInfo(ZkServer, [action]), environment);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output + await error
            : throw new InvalidOperationException($"zkServer.sh {action}: {await output}{await error}");
    }

    /// <summary>
    /// A shell of somebody's, in bin, that reads the lines which are given: what they start lives on with it or, once
    /// it has ended, without.
    /// </summary>
    public Process Shell(string script, params (string Name, string Value)[] environment)
    {
        var start = Prepare(new ProcessStartInfo("bash"), environment);
        start.RedirectStandardInput = true;
        var process = Process.Start(start)!;
        process.StandardInput.WriteLine(script);
        process.StandardInput.Flush();
        return process;
    }

    private ProcessStartInfo Prepare(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        start.WorkingDirectory = Path.Combine(Folder, "bin");
        start.Environment["JAVA_HOME"] = javaHome;
        start.Environment["ZK_SERVER_HEAP"] = "96";
        start.Environment["JVMFLAGS"] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m";
        start.Environment["JMXDISABLE"] = "true";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Text(string name)
    {
        using var stream = typeof(OfficialRelease).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
