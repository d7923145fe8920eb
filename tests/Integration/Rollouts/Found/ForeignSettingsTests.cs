using System.Globalization;
using Lab;
using Lab.Foreign;

namespace Integration.Rollouts.Found;

/// <summary>
/// Servers that somebody runs with settings which decide who is asked and who is a quorum: told for what they are before
/// anything is written, and what serves goes on serving.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ForeignSettingsTests
{
    /// <summary>The leader answers nobody's four-letter words, so nobody can tell that it leads.</summary>
    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task A_leader_that_serves_no_clients(string version)
    {
        await using var foreign = await StartedAsync(version, 3, _ => "leaderServes=no\n", serving: 2);

        await AssertRefusedAsync(foreign, "it leads and serves no clients (leaderServes=no)");
        Assert.That(await RunAsync(0, "Status", foreign), Does.Contain("leaderServes=no"));

        // As the message says.
        var leader = (await Task.WhenAll(Present.Select(async id => (Id: id, Mode: await foreign.ModeAsync(id)))))
            .Single(server => server.Mode is null).Id;
        foreach (var id in Present.OrderBy(id => id == leader))
        {
            await ChangeAsync(foreign, id, text => text.Replace("leaderServes=no\n", "", StringComparison.Ordinal));
            await foreign[id].RunAsync("restart");
            await Poll.UntilAsync(
                async () => await foreign.ModeAsync(id) ?? (id == leader ? null : "served by the other two"), () => $"server {id} does not serve");
        }

        await foreign.UntilServingAsync(3);
        Assert.That(await RunAsync(0, "Expand", foreign), Does.Contain("missing writes = 0"));
    }

    /// <summary>Servers 1 and 2 are a quorum, and no other two are: heads do not count.</summary>
    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task Groups_and_weights_that_the_inventory_lacks(string version)
    {
        await using var foreign = await StartedAsync(
            version, 3, _ => "group.1=1:2:3\nweight.1=1\nweight.2=1\nweight.3=0\n", serving: 3);

        await AssertRefusedAsync(foreign, "group.1=1:2:3", "weight.3=0");
    }

    /// <summary>Each server's own line has the address on which it listens: no two lists are the same, and all are right.</summary>
    [TestCase("3.9.3", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task Own_lines_with_the_address_that_stands_for_all(string version, bool isDynamic)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync(version, isDynamic, 3, 4);
        foreach (var id in Present)
        {
            var line = $"server.{id}=127.0.0.1";
            await ChangeAsync(foreign, id, text => text.Replace(line, $"server.{id}=0.0.0.0", StringComparison.Ordinal));
        }

        await StartAsync(foreign, serving: 3);
        await foreign.FillAsync(50);
        await using var load = await Load.StartAsync(foreign.Inventory.ClientPorts.Values);

        var output = await RunAsync(0, "Expand", foreign);
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in foreign.Inventory.ClientPorts)
        {
            Assert.That(await foreign.CountAsync(id), Is.EqualTo(50), $"server {id}");
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        Assert.That(await RunAsync(0, "Expand", foreign), Does.Contain("Nothing to do"));
    }

    /// <summary>Sessions must log in, and the inventory has nobody who does.</summary>
    [TestCase("3.9.3", Category = "Long")]
    public async Task Sessions_that_must_log_in(string version)
    {
        await using var foreign = await StartedAsync(
            version, 3, _ => "enforce.auth.enabled=true\nenforce.auth.schemes=digest\n", serving: 3);

        await AssertRefusedAsync(foreign, "enforce.auth");
    }

    /// <summary>As the message says: with the section security the ensemble is looked at through TLS.</summary>
    [TestCase("3.9.3", Category = "Long")]
    public async Task Clients_have_tls_alone(string version)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync(version, isDynamic: false, 3, 3);
        var inventory = foreign.Inventory;
        var pki = Security.Pki.Of(inventory);
        var folder = Path.GetDirectoryName(pki.Authority)!;
        foreach (var id in Present)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"store{id}.pem"),
                await File.ReadAllTextAsync($"{folder}/zk{id}.key") + await File.ReadAllTextAsync($"{folder}/zk{id}.pem"));
            await ChangeAsync(foreign, id, text => text.Replace(
                $"clientPort={inventory.ClientPorts[id]}\n", $"""
                secureClientPort={inventory.SecurePorts[id]}
                serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
                ssl.keyStore.location={folder}/store{id}.pem
                ssl.trustStore.location={pki.Authority}
                ssl.clientAuth=none

                """, StringComparison.Ordinal));
            await foreign.StartAsync(id);
        }

        foreach (var id in Present)
        {
            await Poll.UntilAsync(
                async () => await TlsProbe.IsOpenAsync(inventory.SecurePorts[id]) ? "yes" : null, () => $"server {id} does not listen");
        }

        await using (await Load.StartAsync(pki.Client(logsIn: false)))
        {
            await AssertRefusedAsync(foreign, "secureClientPort only", "section security");
        }

        pki.Write("tls", "plain");
        Assert.That(await RunAsync(0, "Status", foreign), Does.Contain("3 serving"));
        Assert.That(await RunAsync(0, "Plan", foreign), Does.Contain("proved safe"));
    }

    /// <summary>The path of zoo.cfg as people and scripts make it, and the process shows it.</summary>
    [TestCase("link")]
    [TestCase("slashes")]
    [TestCase("relative")]
    public async Task The_configuration_is_found_whatever_its_path_looks_like(string form)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 1);
        var conf = foreign.Inventory.ConfigFolder(1);
        var folder = form switch
        {
            "link" => Directory.CreateSymbolicLink(Path.Combine(foreign.Inventory.Folder, "linked"), conf).FullName,
            "slashes" => conf + "//",
            _ => "../conf",
        };
        await foreign.StartAsync(1, ("ZOOCFGDIR", folder));
        await foreign.UntilServingAsync(1);

        var status = await RunAsync(0, "Status", foreign);
        var plan = await RunAsync(0, "Plan", foreign);

        Assert.That(status, Does.Contain("standalone").And.Not.Contain("foreign"));
        Assert.That(plan, Does.Contain("restart server 1"), "the settings differ");
    }

    private static readonly int[] Present = [1, 2, 3];

    private static async Task<ForeignEnsemble> StartedAsync(string version, int count, Func<int, string> more, int serving)
    {
        var foreign = await ForeignEnsemble.CreateAsync(version, isDynamic: false, count, count);
        foreach (var id in Enumerable.Range(1, count))
        {
            await ChangeAsync(foreign, id, text => text + more(id));
        }

        await StartAsync(foreign, serving);
        return foreign;
    }

    private static async Task StartAsync(ForeignEnsemble foreign, int serving)
    {
        foreach (var id in Present)
        {
            await foreign.StartAsync(id);
        }

        await Poll.UntilAsync(
            async () => (await Task.WhenAll(Present.Select(foreign.ModeAsync))).Count(mode => mode is not null) >= serving ? "yes" : null,
            () => "the servers do not serve");
    }

    private static async Task ChangeAsync(ForeignEnsemble foreign, int id, Func<string, string> change)
    {
        var file = Path.Combine(foreign.Inventory.ConfigFolder(id), "zoo.cfg");
        var text = await File.ReadAllTextAsync(file);
        var changed = change(text);
        Assert.That(changed, Is.Not.EqualTo(text));
        await File.WriteAllTextAsync(file, changed);
    }

    /// <summary>Plan and Expand say why, no file is written, and the same processes run.</summary>
    private static async Task AssertRefusedAsync(ForeignEnsemble foreign, params string[] words)
    {
        foreign.Inventory.Settings["maxClientCnxns"] = "61";
        foreign.Inventory.Write();
        var before = Present.Select(foreign.ProcessId).ToList();
        var files = Present.Select(id => File.ReadAllText(Path.Combine(foreign.Inventory.ConfigFolder(id), "zoo.cfg"))).ToList();

        foreach (var target in new[] { "Plan", "Expand" })
        {
            var (exitCode, output) = await SuiteProcess.RunAsync($"--target={target}", $"--inventory={foreign.Inventory.File}");
            await TestContext.Out.WriteLineAsync(output);
            Assert.That(exitCode, Is.EqualTo(3).Or.EqualTo(4), output);
            var text = string.Join(' ', output.Split((char[])[' ', '\n', '│', '|'], StringSplitOptions.RemoveEmptyEntries));
            Assert.Multiple(() => Array.ForEach(words, word => Assert.That(text, Does.Contain(word))));
        }

        Assert.That(Present.Select(foreign.ProcessId), Is.EqualTo(before));
        Assert.That(
            Present.Select(id => File.ReadAllText(Path.Combine(foreign.Inventory.ConfigFolder(id), "zoo.cfg"))), Is.EqualTo(files));
    }

    private static Task<string> RunAsync(int expected, string target, ForeignEnsemble foreign) => ExpansionTests.Run(
        expected, $"--target={target}", string.Create(CultureInfo.InvariantCulture, $"--inventory={foreign.Inventory.File}"));
}
