using Integration.Rollouts;
using Lab;

namespace Integration.Preflighting;

/// <summary>States of real servers that keep a rollout from beginning: all told at once, and nothing changed.</summary>
[Parallelizable]
public sealed class StateTests
{
    [Test]
    public async Task States_plan_and_hosts_are_told_in_one_report()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 3, 5);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        var edited = Path.Combine(inventory.ConfigFolder(2), "zoo.cfg");
        await File.WriteAllTextAsync(
            edited, (await File.ReadAllTextAsync(edited)).Replace("syncLimit=10", "syncLimit=99"));
        var overwritten = Path.Combine(inventory.ConfigFolder(3), "zoo.cfg");
        await File.WriteAllTextAsync(overwritten, string.Join('\n',
            (await File.ReadAllLinesAsync(overwritten)).Where(line => !line.StartsWith("dynamic"))));
        var past = await File.ReadAllTextAsync(
            Directory.EnumerateFiles(inventory.ConfigFolder(1), "zoo.cfg.dynamic.*").First());
        await File.WriteAllTextAsync(Path.Combine(inventory.ConfigFolder(1), "zoo.cfg.dynamic.1"),
            past.Replace("server.1=127.0.0.1", "server.5=10.9.9.9"));
        Directory.CreateDirectory(Path.Combine(inventory.DataFolder(4), "version-2"));
        await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(4), "version-2", "log.900000001"), "");
        await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(4), "version-2", "currentEpoch"), "9");
        await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(4), "stranger"), "");

        var status = await Run(0, "--target=Status", $"--inventory={inventory.File}");
        var output = await Run(3, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(Words(status), Does.Contain("syncLimit is 99, wanted 10 (changed since the server was started")
            .And.Contain("no longer points to the file of members"));
        Assert.That(Words(output), Does.Contain("data of epoch 9, and the ensemble is at")
            .And.Contain("was written over").And.Contain("the id 5 was that of 10.9.9.9 before")
            .And.Contain("nothing of ZooKeeper's").And.Contain("holds data of another ensemble"));
        Assert.That(inventory.ProcessId(4), Is.Null);
        Assert.That(await File.ReadAllTextAsync(edited), Does.Contain("syncLimit=99"));
    }

    [Category("Long")] // A pending reconfig and a settings' difference are waited for and told: half a minute.
    [Test]
    public async Task A_pending_reconfig_and_a_member_with_another_tick_are_refused()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 3, 4);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        await File.WriteAllTextAsync(
            Path.Combine(inventory.ConfigFolder(1), "zoo.cfg.dynamic.next"), "version=900000001\n");
        var file = Path.Combine(inventory.ConfigFolder(2), "zoo.cfg");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("tickTime=500", "tickTime=700"));
        var pid = inventory.ProcessId(2)!.Value;
        Signal.Send(pid, Signal.Terminate);
        await Poll.UntilAsync(() => inventory.ProcessId(2) is null, "server 2 does not end");
        await StartByHandAsync(inventory, 2);

        var output = await Run(4, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(Words(output), Does.Contain("a reconfig to configuration 900000001 is pending")
            .And.Contain("tickTime is 700").And.Contain("settings.tickTime"));
    }

    private static async Task StartByHandAsync(SuiteInventory inventory, int id)
    {
        using var start = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            inventory.StartScript, "start")
        {
            Environment =
            {
                ["ZOOCFGDIR"] = inventory.ConfigFolder(id),
                ["ZOOPIDFILE"] = Path.Combine(inventory.DataFolder(id), "zookeeper_server.pid"),
                ["ZOO_LOG_DIR"] = Path.Combine(inventory.Folder, $"{id}", "log"),
            },
        })!;
        await start.WaitForExitAsync();
        Assert.That(start.ExitCode, Is.Zero);
    }

    private static Task<string> Run(int expected, params string[] arguments) => ExpansionTests.Run(expected, arguments);

    /// <summary>Without the ends of lines, wherever the console has put them.</summary>
    private static string Words(string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
