using Lab;
using Lab.Foreign;

namespace Integration.Rollouts;

/// <summary>
/// What zoo.cfg says now is not what a process runs with: a restart that would lead to other data than those that are
/// served is refused, and so is one of a server that is merely asked at another address than its own.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ChangedFileTests
{
    private const int Znodes = 50;

    [TestCase(false)]
    [TestCase(true, Category = "Long")]
    public async Task A_data_folder_that_was_changed_since_the_start_is_refused(bool hasWritten)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 3);
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        if (!hasWritten)
        {
            // It opens a log for its first write: until then nothing tells where it keeps its data.
            await foreign[1].RunAsync("stop");
            await foreign.StartAsync(1);
            await foreign.UntilServingAsync(1);
        }

        var before = foreign.ProcessId(1);
        var other = Directory.CreateDirectory(foreign.Inventory.DataFolder(1) + "2").FullName;
        Edit(foreign, text => text.Replace(foreign.Inventory.DataFolder(1), other, StringComparison.Ordinal));
        var inventory = await File.ReadAllTextAsync(foreign.Inventory.File);
        await File.WriteAllTextAsync(foreign.Inventory.File, inventory.Replace("/data\"", "/data2\"", StringComparison.Ordinal));

        var plan = await Run(3, "Plan", foreign);
        var expand = await Run(3, "Expand", foreign);

        Assert.That(plan, Does.Contain("A restart would begin without these data").Or.Contain("Do not stop it"));
        Assert.That(expand, Does.Contain("Refused, nothing was changed"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
        Assert.That(await foreign.CountAsync(1), Is.EqualTo(Znodes));

        // As the message says: the folder that they are in is written again.
        Edit(foreign, text => text.Replace(other, foreign.Inventory.DataFolder(1), StringComparison.Ordinal));
        await File.WriteAllTextAsync(foreign.Inventory.File, inventory);
        Assert.That(await Run(0, "Plan", foreign), Does.Contain("proved safe"));
        if (hasWritten)
        {
            Assert.That(await Run(0, "Expand", foreign), Does.Contain("missing writes = 0"));
            Assert.That(await foreign.CountAsync(3), Is.EqualTo(Znodes));
        }
    }

    /// <summary>An older copy of the data lies there: only reading it tells that it is not what is served.</summary>
    [Test]
    [Category("Long")]
    public async Task A_folder_with_an_older_copy_is_refused_before_anything_is_written()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 3);
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await using (var load = await Load.StartAsync([foreign.Inventory.ClientPorts[1]]))
        {
            await Poll.UntilAsync(() => load.Acknowledged > 5, "nothing is written");
        }

        await foreign[1].RunAsync("stop");
        var (data, other) = (foreign.Inventory.DataFolder(1), foreign.Inventory.DataFolder(1) + "2");
        using (var copy = System.Diagnostics.Process.Start("cp", ["-a", data, other]))
        {
            await copy.WaitForExitAsync();
        }

        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        await foreign[1].RunAsync("stop");
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        var before = foreign.ProcessId(1);
        Edit(foreign, text => text.Replace(data, other, StringComparison.Ordinal));
        var inventory = await File.ReadAllTextAsync(foreign.Inventory.File);
        await File.WriteAllTextAsync(foreign.Inventory.File, inventory.Replace("/data\"", "/data2\"", StringComparison.Ordinal));

        var refused = await Run(3, "Expand", foreign);

        Assert.That(refused, Does.Contain("it keeps its data elsewhere").Or.Contain("A restart would begin without these data"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
        Assert.That(await foreign.CountAsync(1), Is.EqualTo(Znodes));
    }

    /// <summary>
    /// Beneath the process its folder was moved away and an older copy put in its place; then the one that was moved is
    /// deleted: what is open tells it, with a safety copy and without.
    /// </summary>
    [Test]
    public async Task Data_that_were_moved_or_deleted_beneath_a_server_are_refused()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 3);
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        var folder = Path.Combine(foreign.Inventory.DataFolder(1), "version-2");
        using (var copy = System.Diagnostics.Process.Start("cp", ["-a", folder, folder + ".copy"]))
        {
            await copy.WaitForExitAsync();
        }

        await using (var load = await Load.StartAsync([foreign.Inventory.ClientPorts[1]]))
        {
            await Poll.UntilAsync(() => load.Acknowledged > 5, "nothing is written");
        }

        var before = foreign.ProcessId(1);
        Directory.Move(folder, folder + ".moved");
        Directory.Move(folder + ".copy", folder);

        Assert.That(await Run(3, "Expand", foreign, "--no-backup"), Does.Contain("version-2.moved, and a start would look in"));

        Directory.Delete(folder + ".moved", recursive: true);

        Assert.That(await Run(3, "Expand", foreign, "--no-backup"), Does.Contain("which was deleted beneath it")
            .And.Contain("Do not stop it"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
        Assert.That(await foreign.CountAsync(1), Is.EqualTo(Znodes));
    }

    /// <summary>
    /// An older copy is mounted over its data, or it sees a mount of its own there: by name all is as it was, and what it
    /// has open is another file.
    /// </summary>
    [TestCase(false, Category = "Long")]
    [TestCase(true)]
    public async Task Data_that_a_mount_covers_are_refused(bool hasOwnMounts)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("root's right to mount");
        }

        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 3);
        var data = foreign.Inventory.DataFolder(1);
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        if (hasOwnMounts)
        {
            // The host sees the data of now; the server begins anew, in memory that ends with it.
            await foreign[1].RunAsync("stop");
            using var shell = foreign[1].Shell(
                $"unshare --mount sh -c \"mount -t tmpfs tmpfs '{data}' && echo 1 >'{data}/myid' && ./zkServer.sh start\"; exit");
            await shell.WaitForExitAsync();
            await foreign.UntilServingAsync(1);
            await foreign.FillAsync(Znodes / 2);
        }
        else
        {
            await Ci.Program.OutputAsync("cp", "-a", $"{data}/version-2", $"{data}/copy");
            await Ci.Program.OutputAsync("mount", "--bind", $"{data}/copy", $"{data}/version-2");
        }

        var before = foreign.ProcessId(1);
        try
        {
            Assert.That(
                await Run(3, "Expand", foreign, "--no-backup"),
                Does.Contain("is not the file of that name").And.Contain("Remove the mount that covers the folder"));
            Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
            Assert.That(await foreign.CountAsync(1), Is.EqualTo(hasOwnMounts ? Znodes / 2 : Znodes));
        }
        finally
        {
            if (!hasOwnMounts)
            {
                await Ci.Program.OutputAsync("umount", $"{data}/version-2");
            }
        }

        if (!hasOwnMounts)
        {
            Assert.That(await Run(0, "Expand", foreign), Does.Contain("missing writes = 0"));
            Assert.That(await foreign.CountAsync(3), Is.EqualTo(Znodes));
        }
    }

    /// <summary>Its client port was changed in the file: it serves on the one that it was started with.</summary>
    [Test]
    [Category("Long")]
    public async Task A_client_port_that_was_changed_since_the_start_is_no_server_that_hangs()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 1);
        foreign.Inventory.IsEmbedded = false;
        foreign.Inventory.Write();
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        var (before, port) = (foreign.ProcessId(1), foreign.Inventory.ClientPorts[1]);
        Edit(foreign, text => text.Replace($"clientPort={port}", $"clientPort={port + 1000}", StringComparison.Ordinal));
        var inventory = await File.ReadAllTextAsync(foreign.Inventory.File);
        await File.WriteAllTextAsync(
            foreign.Inventory.File, inventory.Replace($"client: {port}", $"client: {port + 1000}", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(21)); // What has just been started may not listen yet.

        Assert.That(await Run(3, "Expand", foreign), Does.Contain($"and not on its client port {port + 1000}"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
    }

    [Test]
    public async Task A_server_with_another_address_than_the_one_asked_is_not_taken_for_one_that_hangs()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 1);
        foreign.Inventory.IsEmbedded = false;
        foreign.Inventory.Write();
        Edit(foreign, text => text + "clientPortAddress=127.0.0.5\n");
        await foreign.StartAsync(1);
        var port = foreign.Inventory.ClientPorts[1];
        await Poll.UntilAsync(
            async () => await FourLetterWord.AskAsync("127.0.0.5", port, "srvr"), () => "the server does not serve");
        var before = foreign.ProcessId(1);

        var refused = await Run(3, "Expand", foreign);

        Assert.That(refused, Does.Contain($"listens on 127.0.0.5:{port} alone")
            .And.Contain("write clientAddress: 127.0.0.5"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
        var inventory = await File.ReadAllTextAsync(foreign.Inventory.File);
        await File.WriteAllTextAsync(
            foreign.Inventory.File,
            inventory.Replace("{ id: 1,", "{ id: 1, clientAddress: 127.0.0.5,", StringComparison.Ordinal));
        Assert.That(await Run(0, "Status", foreign), Does.Contain("standalone"));
    }

    private static void Edit(ForeignEnsemble foreign, Func<string, string> change)
    {
        var file = Path.Combine(foreign.Inventory.ConfigFolder(1), "zoo.cfg");
        File.WriteAllText(file, change(File.ReadAllText(file)));
    }

    private static Task<string> Run(int expected, string target, ForeignEnsemble foreign, params string[] more) =>
        ExpansionTests.Run(expected, [$"--target={target}", $"--inventory={foreign.Inventory.File}", .. more]);
}
