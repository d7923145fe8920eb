using System.Globalization;
using Ensembles.Inventories;
using Remote;
using Suite.Workflows.Bundles;

namespace Unit.Suite.Runs;

/// <summary>The script runs here, on files as servers leave them.</summary>
internal sealed class HostEvidenceTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Make() => folder = new();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public async Task Of_a_log_it_takes_what_was_written_since_shortly_before_the_run()
    {
        var since =
            $"{At(70)},123 [myid:1] - INFO  shortly before\n{At(5)},123 [myid:1] - ERROR it fails\n\tat the.stack\n";
        folder.Write("log/zookeeper.log",
            $"{At(3600)},123 [myid:1] - INFO  long ago\n\tat its.stack\n" + since);

        Assert.That((await CollectAsync())["logs/zookeeper.log"], Is.EqualTo(since));
    }

    [Test]
    public async Task A_start_that_failed_says_why_without_a_time()
    {
        folder.Write("log/zookeeper-server.out", "Unrecognized VM option 'X'\n");

        Assert.That((await CollectAsync())["logs/zookeeper-server.out"], Is.EqualTo("Unrecognized VM option 'X'\n"));
    }

    [Test]
    public async Task A_server_that_has_been_silent_tells_what_it_said_last()
    {
        folder.Write("log/zookeeper.log", $"{At(7200)},123 [myid:1] - INFO  the end\n");

        Assert.That((await CollectAsync())["logs/zookeeper.log"], Does.Match(@"\(nothing since .*\)\n.*the end\n"));
    }

    [Test]
    public async Task A_rotated_log_is_there_only_with_something_of_that_time()
    {
        folder.Write("log/zookeeper.log", $"{At(1)},123 - INFO  now\n");
        folder.Write("log/zookeeper.log.1", $"{At(900)},123 - INFO  before\n{At(30)},123 - INFO  in the run\n");
        folder.Write("log/zookeeper.log.2", $"{At(9000)},123 - INFO  another day\n");
        var parts = await CollectAsync();

        Assert.That(parts["logs/zookeeper.log.1"], Does.Contain("in the run").And.Not.Contain("before"));
        Assert.That(parts.Keys, Does.Not.Contain("logs/zookeeper.log.2"));
    }

    [Test]
    public async Task However_much_it_is_it_is_bounded()
    {
        folder.Write(
            "log/zookeeper.log",
            string.Concat(Enumerable.Repeat($"{At(1)},123 - INFO  {new string('x', 100)}\n", 20_000)));

        Assert.That((await CollectAsync())["logs/zookeeper.log"], Has.Length.InRange(1000 * 1024, 1024 * 1024));
    }

    /// <summary>As servers write it: this machine's own time.</summary>
    private static string At(int secondsAgo) =>
        DateTime.Now.AddSeconds(-secondsAgo).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private async Task<Dictionary<string, string>> CollectAsync()
    {
        var paths =
            new ServerPaths($"{folder.Path}/conf", $"{folder.Path}/data", $"{folder.Path}/data", $"{folder.Path}/log");
        var script = HostEvidence.Of("==t", paths, folder.Path, "", TimeSpan.FromSeconds(60));
        return HostEvidence.Sections((await new LocalHost().RunAsync(script)).Output, "==t").ToDictionary();
    }
}
