using System.Diagnostics;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.Rollouts.Operating;

/// <summary>Clients get to know of new members, and have the time to go from one that leaves.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ClientHandoverTests
{
    [TestCase("3.4.13", false, 4, 3, Category = "Long")]
    [TestCase("3.8.0", false, 5, 3, Category = "Long")]
    [TestCase("3.9.6", true, 4, 3)]
    public async Task A_leaver_waits_for_its_clients(string version, bool isDynamic, int from, int to)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, from, from);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = to;
        inventory.Write();
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values.Take(to));
        var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new HostPort("127.0.0.1", inventory.ClientPorts[from])] });

        await using var run = SuiteProcess.Start("--target=Shrink", "--drain=5m", $"--inventory={inventory.File}");
        await Poll.UntilAsync(
            () => run.Output.Contains($"Server {from} leaves, and has 1 client: 127.0.0.1 (1)", StringComparison.Ordinal) || run.Ended.IsCompleted,
            "The leaver does not wait");
        await Task.Delay(2500); // Two further looks: it goes on waiting.
        Assert.That(run.Ended.IsCompleted, Is.False, run.Output);
        Assert.That(await client.ExistsAsync("/"), Is.Not.Null, "the leaver serves its client");
        await client.DisposeAsync();
        Assert.That(await run.EndAsync(), Is.Zero, run.Output);
        await load.StopAsync();

        Assert.That(run.Output, Does.Contain($"Server {from} has no client any more.").And.Contain("missing writes = 0"));
        Assert.That(run.Output, Does.Contain(
            $"Clients reach the ensemble by {string.Join(',', inventory.ClientPorts.Values.Take(to).Select(port => $"127.0.0.1:{port}"))}\n"));
        foreach (var (id, port) in inventory.ClientPorts.Take(to))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    [Test]
    public async Task A_leaver_waits_no_longer_than_it_may()
    {
        await using var inventory = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: true, 4, 4);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = 3;
        inventory.Write();
        await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new HostPort("127.0.0.1", inventory.ClientPorts[4])] });

        var before = await ExpansionTests.Run(0, "--target=Clients", $"--inventory={inventory.File}");
        var output = await ExpansionTests.Run(0, "--target=Shrink", "--drain=1s", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Down", $"--inventory={inventory.File}");
        var after = await ExpansionTests.Run(0, "--target=Clients", $"--inventory={inventory.File}");

        // Of the member too that the inventory lacks already.
        Assert.That(before, Does.Match(@"(?m)^127\.0\.0\.1 +1( +0){3} +1 +1, 2, 3 *$").And.Contain("server 4").And.Not.Contain("No client"));
        Assert.That(after, Does.Contain("No server of the ensemble serves").And.Not.Contain("No client"));
        Assert.That(output, Does.Contain("Server 4 still has 1 client: 127.0.0.1 (1)"));
        Assert.That(inventory.ProcessId(4), Is.Null);
    }

    [TestCase("3.4.13", false, 3, 5, Category = "Long")]
    [TestCase("3.9.6", true, 3, 4)]
    public async Task What_applications_have_to_be_told_is_right_for_their_own_clients(string version, bool isDynamic, int from, int to)
    {
        Prerequisite.Programs(("/usr/lib/python3/dist-packages/kazoo/__init__.py", "python3-kazoo"));
        await using var inventory = SuiteInventory.Of(version, isDynamic, from, to);
        inventory.More = "clients: { kafka: /kafka, storm: /storm, hbase: /hbase, solr: /solr, clickhouse: / }";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var old = await ZooKeeperClient.ConnectAsync(new() { Servers = [new HostPort("127.0.0.1", inventory.ClientPorts[1])] });

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        var table = await ExpansionTests.Run(0, "--target=Clients", $"--inventory={inventory.File}");

        var joined = string.Join(", ", Enumerable.Range(from + 1, to - from));
        Assert.That(output, Does.Match($@"1 of 1 client addresses have no connection to the new servers? {joined} yet: 127\.0\.0\.1 \(1\)"));
        Assert.That(table, Does.Match($@"(?m)^127\.0\.0\.1 +1 +1( +0){{{to - 1}}} +{string.Join(", ", Enumerable.Range(2, to - 1))} *$"));
        var all = string.Join(',', inventory.ClientPorts.Values.Select(port => $"127.0.0.1:{port}"));
        var folder = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "clients");
        var kafka = Line(folder, "kafka.properties", "zookeeper.connect=");
        Assert.That(kafka, Is.EqualTo($"{all}/kafka"));
        Assert.That(Line(folder, "solr.in.sh", "ZK_HOST="), Is.EqualTo($"\"{all}/solr\""));
        Assert.That(output, Does.Contain($"  kafka: {kafka}").And.Contain($"  clickhouse: {all}\n"));
        await PythonAsync(Reader, folder, all);
        Assert.That((await PythonAsync(Kazoo, kafka)).Trim(), Is.EqualTo("written below the root"));
        Assert.That((await old.GetDataAsync("/kafka/by-kazoo")).Text, Is.EqualTo("kazoo"));
    }

    private static string Line(string folder, string file, string key) =>
        File.ReadAllLines(Path.Combine(folder, file)).Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..];

    private static async Task<string> PythonAsync(string program, params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        Assert.That(python.ExitCode, Is.Zero, await error);
        return await output;
    }

    /// <summary>The files are what their applications' own parsers take.</summary>
    private const string Reader = """
        import sys, xml.etree.ElementTree as xml
        folder, all = sys.argv[1:]
        hbase = {one.find('name').text: one.find('value').text for one in xml.parse(folder + '/hbase-site.xml').getroot()}
        assert hbase == {'hbase.zookeeper.quorum': all, 'zookeeper.znode.parent': '/hbase'}, hbase
        nodes = xml.parse(folder + '/clickhouse.xml').getroot().find('zookeeper')
        assert [one.find('host').text + ':' + one.find('port').text for one in nodes.findall('node')] == all.split(','), nodes
        assert nodes.find('root') is None
        storm = open(folder + '/storm.yaml').read()
        assert storm.count('  - "127.0.0.1"') == len(all.split(',')) and 'storm.zookeeper.root: "/storm"' in storm, storm
        assert 'these differ in theirs' in storm, storm
        """;

    private const string Kazoo = """
        import sys
        from kazoo.client import KazooClient
        hosts, root = sys.argv[1].split('/')
        plain = KazooClient(hosts=hosts)
        plain.start(timeout=30)
        plain.ensure_path('/' + root)
        plain.stop()
        client = KazooClient(hosts=sys.argv[1])
        client.start(timeout=30)
        client.create('/by-kazoo', b'kazoo')
        client.stop()
        print('written below the root')
        """;
}
