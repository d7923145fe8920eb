using System.Globalization;
using System.Text;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Preflight.Fitness;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using Lab.Metrics;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.Preflighting;

/// <summary>What the target Hosts measures, of hosts and servers that are as it says.</summary>
[Parallelizable]
public sealed class HostsTests
{
    /// <summary>process_madvise with MADV_PAGEOUT for all of a process' own memory.</summary>
    private const string SendToSwap = """
        import ctypes, os, sys
        libc = ctypes.CDLL(None)
        class Range(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
        pid = int(sys.argv[1])
        descriptor = os.pidfd_open(pid)
        for line in open(f"/proc/{pid}/maps"):
            words = line.split()
            if words[1].startswith("rw") and len(words) == 5:
                begin, end = (int(place, 16) for place in words[0].split("-"))
                libc.syscall(440, descriptor, ctypes.byref(Range(begin, end - begin)), 1, 21, 0)
        """;

    [Test]
    public async Task What_is_wrong_with_three_hosts_is_told_and_nothing_stays_on_them()
    {
        SlowDisk.Require();
        await using var lab = await LabHosts.StartAsync(3);
        await lab[2].InstallProgramAsync("timedatectl", "#!/bin/sh\necho no");
        await lab[2].InstallProgramAsync("date", "#!/bin/sh\necho $(($(/bin/date +%s) + 5)).000000000");
        await ShowAsync(lab[2], "/proc/sys/vm/swappiness", "60");
        await ShowAsync(lab[2], "/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never");
        await ShowAsync(lab[2], "/proc/meminfo", "MemTotal: 8000000 kB\nMemAvailable: 8000000 kB\nSwapTotal: 4000000 kB\nSwapFree: 4000000 kB");
        await lab[3].MakeReadOnlyAsync("/var/lib/zookeeper");
        await using var fleet = new Fleet(
            await new LabFleet(lab, "3.9.6", IsDynamic: false) { IsNamed = true }.ReadAsync(), server => new LabConnection(lab[server.Id]));
        var before = await StateAsync(lab[1]);

        var (probes, report) = await FitnessRun.RunAsync(fleet, CancellationToken.None);

        var told = report.Faults.Select(fault => (fault.Code, fault.Subject.Host)).ToList();
        await TestContext.Out.WriteLineAsync($"{report}");
        Assert.That(told, Is.SupersetOf(new (FindingCode, string?)[]
        {
            (HostCodes.ClockFree, "zk2"), (HostCodes.ClocksApart, "zk2"), (HostCodes.Swappiness, "zk2"), (HostCodes.HugePages, "zk2"),
            (HostCodes.DiskNotMeasured, "zk3"),
        }));
        Assert.That(told.Where(fault => fault.Host == "zk1"), Is.Empty);
        Assert.That(report.Passed, Is.True, "these are warnings");
        Assert.That(probes.Single(probe => probe.Host == "zk1").Servers[0].Disk, Has.Length.EqualTo(24));
        Assert.That(await StateAsync(lab[1]), Is.EqualTo(before), "nothing stays");
    }

    /// <summary>The limits of tickTime 500 and syncLimit 10: 10 and 50 ms are slow, 250 ms dangerous.</summary>
    [TestCase(0, 0, "All of it is as it should be")]
    [TestCase(120, 0, "warning ZK2601")]
    [TestCase(400, 4, "error ZK2601")]
    public async Task A_disk_is_as_slow_as_it_is(int milliseconds, int exitCode, string finding)
    {
        SlowDisk.Require();
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, present: 1, wanted: 1);

        // Whatever the disk of this machine is like: a fast one has done at once what it is asked for.
        var inject = milliseconds == 0 ? "retval=0" : $"delay_enter={milliseconds}ms";
        string[] strace = ["strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:{inject}"];

        var (code, bytes, error) = await Command.RunAsync(
            [.. strace, .. SuiteProcess.Command("--target=Hosts", $"--inventory={inventory.File}")], failing: true);
        var output = Encoding.UTF8.GetString(bytes) + error;
        await TestContext.Out.WriteLineAsync(output);

        Assert.That(code, Is.EqualTo(exitCode), output);
        if (milliseconds > 0)
        {
            Assert.That(output, Does.Contain(finding));
        }
        else
        {
            Assert.That(output, Does.Not.Contain("ZK2601"));
        }
    }

    [Test]
    public async Task What_the_very_process_runs_with_is_told()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, present: 1, wanted: 1);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using (var client = await ZooKeeperClient.ConnectAsync(
            new ZooKeeperOptions { Servers = [Address.Of($"127.0.0.1:{inventory.ClientPorts[1]}")] }))
        {
            for (var number = 0; number < 32; number++)
            {
                await client.CreateAsync($"/large-{number}", new byte[900 * 1024]);
            }
        }

        // The snapshot that it writes at its start tells how large its tree is.
        await inventory.EndAsync(1);
        await inventory.StartByHandAsync(1);
        await Poll.UntilAsync(
            () => Directory.GetFiles(Path.Combine(inventory.DataFolder(1), "version-2"), "snapshot.*")
                .Any(file => new FileInfo(file).Length > 28_000_000), "There is no snapshot of the large tree");
        var process = inventory.ProcessId(1)!.Value;
        var open = Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;
        await Command.RunAsync(["prlimit", $"--pid={process}", $"--nofile={open + 5}:"]);

        var output = await ExpansionTests.Run(4, "--target=Hosts", $"--inventory={inventory.File}");

        // A connection more or less while it is counted.
        var told = System.Text.RegularExpressions.Regex.Match(output, $@"error ZK2606 .*its process has (\d+) files open and may open {open + 5}\D");
        Assert.That(told.Success, output);
        Assert.That(int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture), Is.InRange(open - 5, open + 5));
        Assert.That(output, Does.Match("ZK2607 .*its tree takes 2[78] MiB .* heap of 96 MiB"));
        Assert.That(Directory.GetFiles(inventory.DataFolder(1), ".*"), Is.Empty);
    }

    /// <summary>A swap file of this machine, and a server whose memory the kernel is asked to send there.</summary>
    [Test]
    [NonParallelizable]
    public async Task A_server_in_the_swap_is_told()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("This test adds a swap file: run it as root.");
        }

        Prerequisite.Programs(("python3", "python3"), ("swapon", "mount"));
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, present: 1, wanted: 1);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var process = inventory.ProcessId(1)!.Value.ToString(CultureInfo.InvariantCulture);
        var swap = Path.Combine(inventory.Folder, "swap");
        await Command.RunAsync(["sh", "-ec",
            "dd if=/dev/zero of=\"$1\" bs=1M count=256; chmod 600 \"$1\"; mkswap \"$1\"; swapon \"$1\"", "sh", swap]);
        try
        {
            await Command.RunAsync(["python3", "-c", SendToSwap, process]);

            var output = await ExpansionTests.Run(4, "--target=Hosts", $"--inventory={inventory.File}");

            Assert.That(output, Does.Match("error ZK2603 .*[1-9][0-9]* MiB of its process are in the swap"));
        }
        finally
        {
            await Command.RunAsync(["swapoff", swap]);
        }
    }

    /// <summary>The host's kernel says this in a file of its own.</summary>
    private static Task<string> ShowAsync(LabHost host, string path, string text) => host.RunAsync(
        "shown=$(mktemp /run/shown.XXXXXX) && printf '%s\\n' \"$2\" >\"$shown\" && chmod 644 \"$shown\" && mount --bind \"$shown\" \"$1\"",
        path, text);

    private static Task<string> StateAsync(LabHost host) =>
        host.RunAsync("find /opt /etc /var/lib /var/log /home /root /tmp -xdev | sort | sha512sum");
}
