using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>Another account on the host: its rights, and its login shell.</summary>
[Parallelizable]
public sealed class SshAccountTests
{
    private const string AllRights = $"{LabAccount.Name} ALL=(ALL) NOPASSWD: ALL";

    [Test]
    public async Task Sudo_without_a_password_gives_the_rights_of_root()
    {
        await using var sshd = await StartAsync(new(Sudoers: AllRights));
        await using var host = await SshHost.ConnectAsync(sshd.Target with { Become = SshBecome.Sudo });

        var result = await host.RunAsync(
            new Script("id -un; echo \"$HOME $1\"; cat") { Input = "in", Arguments = ["it's"] });
        await host.WriteAsync([new("/home/x/file", "secret"u8.ToArray(), UnixFileMode.UserRead)]);
        var owner = await host.RunAsync(Script.Of("stat -c %U:%G:%a /home/x /home/x/file"));
        var read = await host.ReadAsync(["/home/x/file"]);
        await using var held = await host.LockAsync("/home/lock", "anna");

        Assert.That(result.Output, Is.EqualTo("root\n/root it's\nin"), result.Error);
        Assert.That(owner.Output, Is.EqualTo("root:root:755\nroot:root:400\n"));
        Assert.That(read["/home/x/file"], Is.EqualTo("secret"u8.ToArray()));
    }

    [Test]
    public async Task Root_leaves_files_to_those_who_own_them_or_their_folder()
    {
        await using var sshd = await StartAsync(new(Sudoers: AllRights));
        await using var host = await SshHost.ConnectAsync(sshd.Target with { Become = SshBecome.Sudo });
        var source = Path.Combine(TestFolder.Create("source"), "file");
        await File.WriteAllTextAsync(source, "sent");

        await host.WriteAsync([new("/home/lab/new", "1"u8.ToArray(), UnixFileMode.UserRead)]);
        await host.SendAsync(source, "/home/lab/sent");
        await host.RunAsync(Script.Of("echo old >/home/mine; chown lab:lab /home/mine"));
        await host.WriteAsync([new("/home/mine", "2"u8.ToArray(), UnixFileMode.UserRead)]);

        var owners = await host.RunAsync(Script.Of("stat -c %U /home/lab/new /home/lab/sent /home/mine"));
        Assert.That(owners.Output, Is.EqualTo("lab\nlab\nlab\n"));
    }

    [Test]
    public async Task Sudo_can_become_the_account_of_a_service()
    {
        await using var sshd = await StartAsync(new(Sudoers: $"{LabAccount.Name} ALL=(nobody) NOPASSWD: ALL"));
        var target = sshd.Target with { Become = SshBecome.Sudo };
        await using var host = await SshHost.ConnectAsync(target with { BecomeUser = "nobody" });
        await using var root = await SshHost.ConnectAsync(target);

        Assert.That((await host.RunAsync(Script.Of("id -un"))).Output, Is.EqualTo("nobody\n"));
        Assert.That(() => root.RunAsync(Script.Of("id -un")), Throws.InstanceOf<BecomeException>());
    }

    [Test]
    public async Task A_sudo_that_wants_a_password_is_told_with_the_remedy()
    {
        await using var sshd = await StartAsync(new(Sudoers: $"{LabAccount.Name} ALL=(ALL) ALL"));
        await using var host = await SshHost.ConnectAsync(sshd.Target with { Become = SshBecome.Sudo });
        var file = Path.Combine(TestFolder.Create("file"), "file");
        await File.WriteAllTextAsync(file, "x");

        foreach (var attempt in (Func<Task>[])
                 [
                     () => host.RunAsync(Script.Of("id")),
                     () => host.WriteAsync([new("/home/x", default, UnixFileMode.UserRead)]),
                     () => host.ReadAsync(["/home/x"]),
                     () => host.SendAsync(file, "/home/x"),
                     () => host.LockAsync("/home/lock", "anna"),
                 ])
        {
            var refusal = (await Assert.ThrowsAsync<BecomeException>(attempt))!;
            Assert.That(refusal.Message, Does.Contain(host.Name).And.Contain("password is required")
                .And.Contain("lab ALL=(root) NOPASSWD: ALL"));
        }

        // Whatever is still on its way when sudo ends: none of it costs the connection.
        var much = Script.Of("id") with { Input = new string('x', 4 << 20) };
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await Assert.ThrowsAsync<BecomeException>(() => host.RunAsync(much));
        }

        Assert.That(host.Connections, Is.EqualTo(1));
    }

    [TestCase("/bin/bash")]
    [TestCase("/usr/bin/fish")]
    [TestCase("/bin/csh")]
    public async Task The_login_shell_does_not_matter(string shell)
    {
        Prerequisite.Programs((Path.GetFileName(shell), Path.GetFileName(shell)));

        await using var sshd = await StartAsync(new(shell, AllRights));
        foreach (var become in Enum.GetValues<SshBecome>())
        {
            await using var host = await SshHost.ConnectAsync(sshd.Target with { Become = become });
            string[] values =
                ["'", "\"", "`id`", "$(id)", "$HOME", "\\", "!", "!!", "*", "\n", "a\nb\n", "%", "{a,b}", "~"];

            var result = await host.RunAsync(Script.Of("""for each; do printf '%s\0' "$each"; done""", values));

            Assert.That(result.Output, Is.EqualTo(string.Concat(values.Select(value => value + "\0"))));
        }
    }

    [Test]
    public async Task What_a_start_up_file_says_is_not_taken_for_an_answer()
    {
        await using var sshd = await StartAsync(new("/bin/bash")
        {
            StartUp = (".bashrc", "printf 'welcome'; echo 'mail!' >&2\n"),
        });
        await using var host = await SshHost.ConnectAsync(sshd.Target);

        var result = await host.RunAsync(Script.Of("echo out; echo err >&2; exit 5"));
        await using var held = await host.LockAsync("/home/lab/lock", "anna");

        Assert.That(result, Is.EqualTo(new ScriptResult(host.Name, 5, "out\n", "err\n")));
    }

    [Test]
    public async Task An_account_that_may_not_have_a_shell_is_told()
    {
        await using var sshd = await StartAsync(new("/usr/sbin/nologin"));
        await using var host = await SshHost.ConnectAsync(sshd.Target);

        Assert.That(
            () => host.RunAsync(Script.Of("id")),
            Throws.InstanceOf<HostException>().With.Message.Contains("not available")
                .And.Message.Contains("starts no /bin/sh"));
    }

    private static async Task<RealSshd> StartAsync(LabAccount account)
    {
        if (account.Sudoers is not null)
        {
            Prerequisite.Programs(("sudo", "sudo"));
        }

        return await RealSshd.StartAsync(account: account);
    }
}
