using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>An account whose start-up file lets everybody write: nothing that the suite makes on that host is open so.</summary>
[Parallelizable]
public sealed class UmaskTests
{
    [Test]
    public async Task Nothing_that_is_made_on_a_host_is_writable_for_others()
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
        var made = await host.RunAsync(Script.Of(
            "mkdir /home/lab/d; : >/home/lab/d/file; sh -c 'mkdir /home/lab/d/e'; find /home/lab ! -type l -perm /022; ls /home/lab"));

        Assert.That(plain.Trim(), Is.EqualTo("0000"), "the login has it");
        Assert.That((made.Output, made.Error), Is.EqualTo(("a\nb\nc\nd\n", "")));
    }
}
