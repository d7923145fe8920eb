using System.Net;
using System.Net.Sockets;
using System.Text;
using Lab;
using Lab.Foreign;

namespace Integration.Rollouts;

/// <summary>What attacks on the suite have shown, each on one server that was deployed once and that each leaves running.</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class HostileTests
{
    private const string Top = "apache-zookeeper-3.9.3-bin";
    private const string Variable = "HOSTILE_TESTS_PASSWORD", Password = "Pl4nted-by-HostileTests";

    private SuiteInventory inventory = null!;

    /// <summary>
    /// By a caller whose umask keeps nothing from nobody, with the scripts of ZooKeeper's own archives, which leave that as it is.
    /// </summary>
    [OneTimeSetUp]
    public async Task Deploy()
    {
        inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 1);
        await OfficialRelease.CreateAsync(Path.Combine(inventory.Folder, "made", Top), "3.9.3");
        inventory.Archive = Path.Combine(inventory.Folder, "zookeeper.tar.gz");
        await Ci.Program.OutputAsync("tar", "-czf", inventory.Archive, "-C", Path.Combine(inventory.Folder, "made"), Top);
        inventory.IsEmbedded = false;
        Environment.SetEnvironmentVariable(Variable, Password);
        await WriteAsync();
        await Ci.Program.OutputAsync(
            "bash", ["-c", "umask 000; exec \"$@\"", "bash", .. SuiteProcess.Command("--target=Deploy", $"--inventory={inventory.File}")]);
    }

    [OneTimeTearDown]
    public async Task End() => await inventory.DisposeAsync();

    [Test]
    public async Task No_file_of_a_deployment_is_writable_for_everybody()
    {
        var written = Path.Combine(inventory.DataFolder(1), "version-2");
        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble);

        Assert.That(Directory.GetFiles(written, "log.*"), Is.Not.Empty, "there is something to look at");
        Assert.That(
            await Ci.Program.OutputAsync(
                "find", inventory.Paths.Install, Path.Combine(inventory.Folder, "1"), artifacts, "!", "-type", "l", "-perm", "-002"),
            Is.Empty);
        Assert.That(
            await Ci.Program.OutputAsync("find", written, "-name", "*.*", "-perm", "/027"), Is.Empty, "the data are the account's and its group's");
    }

    [Test]
    public async Task A_dynamic_ensemble_of_one_is_as_wanted_and_is_not_restarted()
    {
        var before = inventory.ProcessId(1);

        await ExpansionTests.Run(0, "--target=Plan", "--detailed-exitcode", $"--inventory={inventory.File}");
        var again = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(again, Does.Contain("Nothing to do"));
        Assert.That(inventory.ProcessId(1), Is.EqualTo(before).And.Not.Null);
    }

    [Test]
    public async Task An_upgrade_with_the_archive_of_another_version_restarts_no_server()
    {
        var before = inventory.ProcessId(1);
        inventory.Version = "3.9.4";
        await WriteAsync();

        var output = await ExpansionTests.Run(2, "--target=Upgrade", $"--inventory={inventory.File}");
        inventory.Version = "3.9.3";
        await WriteAsync();

        Assert.That(output, Does.Contain("holds ZooKeeper 3.9.3, and release.version is 3.9.4"));
        Assert.That(inventory.ProcessId(1), Is.EqualTo(before).And.Not.Null);
    }

    /// <summary>The password of the superuser came by the environment; the server lives on after the run, for whoever reads its own.</summary>
    [Test]
    public async Task A_server_keeps_no_secret_of_the_run_that_has_started_it()
    {
        var process = inventory.ProcessId(1);
        Assert.That(
            await File.ReadAllTextAsync($"/proc/{process}/environ"), Does.Contain("PATH=").And.Not.Contain(Password).And.Not.Contain(Variable));
        Assert.That(await File.ReadAllTextAsync($"/proc/{process}/cmdline"), Does.Contain("QuorumPeerMain").And.Not.Contain(Password));
    }

    /// <summary>In the place of the server another program answers, or another ZooKeeper: neither is "not started", nor serves.</summary>
    [TestCase("HTTP/1.0 400 Bad request\r\n\r\n", "port taken", "is held by")]
    [TestCase(
        "Zookeeper version: 3.9.3-x, built on 2024\nLatency min/avg/max: 0/0.0/0\nReceived: 1\nSent: 1\nConnections: 1\n"
        + "Outstanding: 0\nZxid: 0x5\nMode: standalone\nNode count: 5\n",
        "foreign process", "Another ZooKeeper answers")]
    public async Task Who_answers_on_the_port_of_a_server_that_is_down_is_shown(string answer, string role, string refusal)
    {
        await inventory.EndAsync(1);
        using var listener = new TcpListener(IPAddress.Loopback, inventory.ClientPorts[1]);
        listener.Start();
        var answering = AnswerAsync(listener, answer);

        var status = await ExpansionTests.Run(0, "--target=Status", $"--inventory={inventory.File}");
        var (_, plan) = await SuiteProcess.RunAsync("--target=Expand", $"--inventory={inventory.File}");
        listener.Stop();
        await answering;

        Assert.That(status, Does.Contain(" 0 serving").And.Match($"(?m)^1 .*{role}").And.Not.Contain("drift ZK"));
        Assert.That(plan, Does.Contain(refusal));
        Assert.That(inventory.ProcessId(1), Is.Null);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(inventory.ProcessId(1), Is.Not.Null, "with the other one stopped");
    }

    private async Task WriteAsync()
    {
        inventory.Write();
        var java = await LabReleases.JavaHomeAsync();
        await File.WriteAllTextAsync(inventory.File, (await File.ReadAllTextAsync(inventory.File))
            .Replace("heap: 96m", $"heap: 96m, home: \"{java}\"", StringComparison.Ordinal)
            .Replace($"passwordFile: \"{inventory.Folder}/superuser\"", $"password: \"${{{Variable}}}\"", StringComparison.Ordinal));
    }

    /// <summary>To whatever is asked, the same: until the listener is stopped.</summary>
    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().ReadExactlyAsync(new byte[4]);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
            catch (IOException)
            {
                // It has what it wanted.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
