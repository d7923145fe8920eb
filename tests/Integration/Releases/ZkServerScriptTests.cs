using Ensembles.Releases;
using Lab;
using Remote;

namespace Integration.Releases;

/// <summary>A distribution assembled from Debian's packages is installed and run by its own scripts.</summary>
[TestFixture("3.4.13")]
[TestFixture("3.8.0", Category = "Long")]
[TestFixture("3.9.3", Category = "Long")]
[TestFixture(ZooKeeperVersions.Latest)]
[Parallelizable(ParallelScope.Self)]
public sealed class ZkServerScriptTests(string version)
{
    private static readonly LocalHost Host = new();

    private PortAllocator ports = null!;
    private string folder = "";
    private string install = "";
    private string java = "";
    private int port;

    [SetUp]
    public async Task Install()
    {
        (ports, folder) = (PortAllocator.Take(), TestFolder.Create());
        (install, port) = (Path.Combine(folder, "opt"), ports.Next());
        java = await LabReleases.JavaHomeAsync();
        var archive = await LabReleases.ArchiveAsync(version);
        await ReleaseInstaller.InstallAsync(Host, archive, install);
        await ReleaseInstaller.SwitchAsync(Host, archive, install);
        var config = Directory.CreateDirectory(Path.Combine(folder, "conf")).FullName;
        var adminPort = version.StartsWith("3.4", StringComparison.Ordinal) ? "" : $"admin.serverPort={ports.Next()}\n";
        await File.WriteAllTextAsync(Path.Combine(config, "zoo.cfg"),
            $"tickTime=500\n dataDir = {folder}/data \nclientPort={port}\nclientPortAddress=127.0.0.1\n{adminPort}");
        await File.WriteAllTextAsync(Path.Combine(config, "java.env"),
            "SERVER_JVMFLAGS='-Xmx96m -XX:+UseSerialGC -Dlab.mark=one*two'\n");
    }

    [TearDown]
    public async Task Stop()
    {
        await RunAsync("stop");
        ports.Dispose();
    }

    [Test]
    public async Task A_server_is_started_asked_restarted_and_stopped()
    {
        Assert.That((await RunAsync("start")).Output, Does.EndWith("STARTED\n"));
        await ServingAsync();
        var first = ProcessId();
        Assert.That(CommandLine(first), Does.Contain("-Dlab.mark=one*two"), "java.env is not used");

        Assert.That((await RunAsync("status")).Output, Is.EqualTo("Mode: standalone\n"));
        var again = await RunAsync("start");
        Assert.That(again.ExitCode, Is.EqualTo(1));
        Assert.That(again.Output, Does.Contain($"already running as process {first}"));

        Assert.That((await RunAsync("restart")).Output, Does.Contain("STOPPED").And.EndsWith("STARTED\n"));
        await ServingAsync();
        var second = ProcessId();
        Assert.That(second, Is.Not.EqualTo(first));

        Assert.That((await RunAsync("stop")).Output, Does.EndWith("STOPPED\n"));
        Assert.That(Directory.Exists($"/proc/{second}"), Is.False);
        Assert.That((await RunAsync("status")).ExitCode, Is.EqualTo(1));
        Assert.That((await RunAsync("stop")).Succeeded, "stopping what does not run");
        Assert.That(Directory.GetFiles(Path.Combine(folder, "log"), "*.out"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_server_loads_no_library_but_its_own()
    {
        await RunAsync("start");
        await ServingAsync();

        var jars = Directory.GetFiles($"/proc/{ProcessId()}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(file => file.EndsWith(".jar", StringComparison.Ordinal)).Distinct().ToList();

        Assert.That(jars, Has.Count.GreaterThan(3));
        Assert.That(jars, Has.All.StartsWith(install));
    }

    private async Task ServingAsync() => await Poll.UntilAsync(
        async () => FourLetterWord.Field(await FourLetterWord.AskAsync(port, "srvr"), "Mode"),
        () => "The server does not serve: " + string.Concat(
            Directory.GetFiles(Path.Combine(folder, "log")).Select(File.ReadAllText)));

    private int ProcessId() =>
        int.Parse(File.ReadAllText(Path.Combine(folder, "data", "zookeeper_server.pid")));

    private static string CommandLine(int process) => File.ReadAllText($"/proc/{process}/cmdline");

    private Task<ScriptResult> RunAsync(string action) => Host.RunAsync(Script.Of(
        "ZOOCFGDIR=$1/conf ZOO_LOG_DIR=$1/log JAVA_HOME=$2 \"$1/opt/current/bin/zkServer.sh\" \"$3\"",
        folder, java, action));
}
