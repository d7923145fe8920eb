using Lab;
using Lab.Foreign;
using Remote;
using Remote.Ssh;

namespace Integration.Rollouts;

/// <summary>Whatever the caller's umask is, or the account's on a host: nothing that comes about is open to everybody's writing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UmaskTests
{
    /// <summary>With the scripts of ZooKeeper's own archives, which leave the umask as it is.</summary>
    [Test]
    public async Task Where_the_caller_allows_all_to_everybody_no_file_of_a_deployment_is_writable_for_others()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, present: 1, wanted: 1);
        const string top = "apache-zookeeper-3.9.3-bin";
        await OfficialRelease.CreateAsync(Path.Combine(inventory.Folder, "made", top), "3.9.3");
        inventory.Archive = Path.Combine(inventory.Folder, "zookeeper.tar.gz");
        await Ci.Program.OutputAsync("tar", "-czf", inventory.Archive, "-C", Path.Combine(inventory.Folder, "made"), top);
        inventory.IsEmbedded = false;
        inventory.Write();
        var java = await LabReleases.JavaHomeAsync();
        await File.WriteAllTextAsync(inventory.File, (await File.ReadAllTextAsync(inventory.File))
            .Replace("heap: 96m", $"heap: 96m, home: \"{java}\"", StringComparison.Ordinal));

        await RunAsync("umask 000; exec \"$@\"", SuiteProcess.Command("--target=Deploy", $"--inventory={inventory.File}"));

        Assert.That(
            Directory.GetFiles(Path.Combine(inventory.DataFolder(1), "version-2")), Is.Not.Empty, "there is something to look at");
        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble);
        Assert.That(await RunAsync(
            "find \"$@\" ! -type l -perm -002", inventory.Paths.Install, inventory.ConfigFolder(1), inventory.DataFolder(1),
            Path.Combine(inventory.Folder, "1"), artifacts), Is.Empty);
        Assert.That(
            await RunAsync("find \"$@\" ! -type l -perm /027", Path.Combine(inventory.DataFolder(1), "version-2")),
            Is.Empty, "the data are the account's and its group's");
    }

    [Test]
    public async Task Where_the_account_of_a_host_allows_all_to_everybody_scripts_do_not()
    {
        var account = new LabAccount("/bin/bash") { StartUp = (".bashrc", "umask 000\n") };
        await using var sshd = await RealSshd.StartAsync(account: account);
        await using var host = await SshHost.ConnectAsync(sshd.Target);
        var source = Path.Combine(TestFolder.Create(), "file");
        await File.WriteAllTextAsync(source, "sent");

        var plain = await Ci.Program.OutputAsync(
            "ssh", "-F", "none", "-p", $"{sshd.Port}", "-i", sshd.UserKey("ed25519"), "-o", $"UserKnownHostsFile={sshd.KnownHosts}",
            $"{LabAccount.Name}@127.0.0.1", "umask");
        await host.WriteAsync([new("/home/lab/a/written", default, UnixFileMode.UserRead | UnixFileMode.UserWrite)]);
        await host.SendAsync(source, "/home/lab/b/sent");
        await using var held = await host.LockAsync("/home/lab/c/lock", "anna");
        var made = await host.RunAsync(Script.Of("mkdir /home/lab/d; : >/home/lab/d/file; sh -c 'mkdir /home/lab/d/e'; find /home/lab ! -type l -perm /022"));

        Assert.That(plain.Trim(), Is.EqualTo("0000"), "the login has it");
        Assert.That((made.Output, made.Error, made.ExitCode), Is.EqualTo(("", "", 0)));
    }

    private static Task<string> RunAsync(string script, params IEnumerable<string> arguments) =>
        Ci.Program.OutputAsync("bash", ["-c", script, "bash", .. arguments]);
}
