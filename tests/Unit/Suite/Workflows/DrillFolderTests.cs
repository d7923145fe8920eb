using System.Diagnostics;
using Suite.Workflows;

namespace Unit.Suite.Workflows;

/// <summary>What drills leave behind that are killed goes, and nothing else.</summary>
internal sealed class DrillFolderTests
{
    private const string Main = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    [Test]
    public void The_name_tells_the_process_by_number_start_and_space() => Assert.That(
        DrillFolder.NameOf(17, "17 (a) b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20", "pid:[4026531836]"),
        Is.EqualTo("ensemble-drill-17-4711-4026531836-"));

    [Test]
    public async Task Of_a_process_that_is_gone_server_and_folder_go()
    {
        using var folder = new TemporaryFolder();
        var (dead, living, elsewhere) = (Make(folder, gone: true), Make(folder, gone: false), Make(folder, gone: true, space: "pid:[1]"));
        var other = folder.Write("ensemble-drill-of-mine/kept", "");
        var link = Path.Combine(folder.Path, Path.GetFileName(dead) + "link");
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(other)!);
        using var server = Runs(Main, $"{dead}/conf/zoo.cfg");
        using var reader = Runs("reads", $"{dead}/conf/zoo.cfg");
        using var theirs = Runs(Main, $"{living}/conf/zoo.cfg");

        var told = await DrillFolder.SweepAsync(folder.Path, CancellationToken.None);

        Assert.That(told, Is.EqualTo(new[]
        {
            $"Ended process {server.Id}, the server of a drill that was killed (in {dead}).",
            $"Removed {dead}, which a drill that was killed had left.",
        }));
        Assert.That(server.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.That((reader.HasExited, theirs.HasExited), Is.EqualTo((false, false)));
        Assert.That(Directory.Exists(dead), Is.False);
        Assert.That(new[] { living, elsewhere, link }, Has.All.Matches<string>(Directory.Exists));
        Assert.That(File.Exists(other));
        Assert.That(await DrillFolder.SweepAsync(folder.Path, CancellationToken.None), Is.Empty);
        reader.Kill();
        theirs.Kill();
    }

    private static string Make(TemporaryFolder folder, bool gone, string? space = null)
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var name = DrillFolder.NameOf(
            Environment.ProcessId, gone ? $"1 (x) S {string.Join(' ', Enumerable.Repeat("1", 30))}" : stat,
            space ?? new FileInfo("/proc/self/ns/pid").LinkTarget!);
        return Path.GetDirectoryName(folder.Write($"{name}x/drill.yml", ""))!;
    }

    /// <summary>A process with these words among its arguments, which does nothing.</summary>
    private static Process Runs(params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo("tail", ["-q", "-f", "/dev/null", .. words]) { RedirectStandardError = true })!;
        SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(words[0], StringComparison.Ordinal));
        return process;
    }
}
