using System.Diagnostics;
using System.Net.Sockets;
using Lab;
using Lab.Hosts;

namespace Integration.Lab;

/// <summary>The hosts that other tests deploy to are what they claim to be, by the word of plain ssh.</summary>
[Parallelizable]
public sealed class LabHostsTests
{
    private LabHosts lab = null!;

    [OneTimeSetUp]
    public async Task Start() => lab = await LabHosts.StartAsync(5);

    [OneTimeTearDown]
    public async Task End()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
    }

    [Test]
    public async Task A_key_opens_every_host_with_sudo_and_java()
    {
        var words = await Task.WhenAll(lab.All.Select(host =>
            Ssh(host, "hostname; id -un; sudo -n id -un; id -un zookeeper; java -version 2>&1 | grep -c version")));

        Assert.That(words, Is.EqualTo(lab.All.Select(host => $"{host.Name}\ndeploy\nroot\nzookeeper\n1\n")));
    }

    [Test]
    public async Task Each_host_has_processes_and_folders_of_its_own()
    {
        await lab[1].RunAsync(
            "mkdir -p /opt/mine /etc/zookeeper /var/lib/mine; : >/tmp/mine; sleep 777 >/dev/null 2>&1 &");

        const string Look = "ls -d /opt/mine /etc/zookeeper /var/lib/mine /tmp/mine; ps -eo args | grep '[s]leep 777'";
        Assert.That(await Ssh(lab[1], Look), Does.EndWith("/mine\nsleep 777\n"));
        Assert.That(await Ssh(lab[2], Look), Is.Empty);
        Assert.That(Directory.Exists("/opt/mine"), Is.False);
    }

    [Test]
    public async Task A_link_taken_down_is_a_partition()
    {
        const string Greet = "timeout 1 bash -c 'read -r line <>/dev/tcp/zk4/22 && echo \"$line\"'";
        Assert.That(await lab[3].RunAsync(Greet), Does.StartWith("SSH-2.0"));

        await lab[4].CutOffAsync();
        Assert.That(await lab[3].RunAsync(Greet + " 2>&1 || echo nobody"), Does.EndWith("nobody"));
        const string Reach = "timeout 1 bash -c ': <>/dev/tcp/zk3/22' 2>&1 && echo reached || echo nobody";
        Assert.That(await lab[4].RunAsync(Reach), Does.EndWith("nobody"));
        Assert.That(await lab[5].RunAsync(Reach), Is.EqualTo("reached"));

        await lab[4].ReconnectAsync();
        Assert.That(await lab[3].RunAsync(Greet), Does.StartWith("SSH-2.0"));
    }

    [Test]
    public async Task Faults_can_be_made()
    {
        await using var one = await LabHosts.StartAsync(1);
        var host = one[1];
        await host.HideJavaAsync();
        await host.MakeReadOnlyAsync("/opt/zookeeper");
        await host.MountDiskAsync("/var/lib/small", 64 << 10);
        await host.SilenceAsync(2181);
        await host.LetSudoAskAsync();

        Assert.That(await host.RunAsync("command -v java || echo none"), Is.EqualTo("none"));
        Assert.That(await host.RunAsync("touch /opt/zookeeper/x 2>&1 || true"), Does.EndWith("Read-only file system"));
        Assert.That(await host.RunAsync("head -c 100000 /dev/zero 2>&1 >/var/lib/small/x || true"),
            Does.EndWith("No space left on device"));
        Assert.That(await host.RunAsync("su deploy -c 'sudo -n true 2>&1' || echo asks"), Does.EndWith("asks"));
        using var client = new TcpClient();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.That(async () => await client.ConnectAsync(host.Address, 2181, soon.Token),
            Throws.InstanceOf<OperationCanceledException>());

        host.PowerOff();
        await Poll.UntilAsync(() => !Reaches(host.Address), "sshd still answers after its host was switched off");
    }

    [Test]
    public async Task Nothing_outlives_a_lab()
    {
        var two = await LabHosts.StartAsync(2);
        var address = two[1].Address;
        await two[1].RunAsync("sleep 4242 >/dev/null 2>&1 &");
        Assert.That(Processes("sleep\04242"), Is.EqualTo(1));
        Assert.That(Links(address), Is.EqualTo(1));

        await two.DisposeAsync();

        await Poll.UntilAsync(() => Links(address) == 0, "a lab's link outlives it");
        Assert.That(Processes("sleep\04242"), Is.Zero);
    }

    private async Task<string> Ssh(LabHost host, string command)
    {
        var start = new ProcessStartInfo("ssh", ["-F", lab.SshConfigFile, host.Name, command])
        {
            RedirectStandardOutput = true,
        };
        using var ssh = Process.Start(start)!;
        var output = await ssh.StandardOutput.ReadToEndAsync();
        await ssh.WaitForExitAsync();
        return output;
    }

    private static int Processes(string words) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsDigit(Path.GetFileName(folder)[0]))
        .Count(folder => Text(Path.Combine(folder, "cmdline")).StartsWith(words, StringComparison.Ordinal));

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // The process has just ended.
        }
    }

    private static int Links(string address) => System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
        .Count(link => link.Name == "zklab" + address.Split('.')[2]);

    private static bool Reaches(string address)
    {
        using var client = new TcpClient();
        try
        {
            return client.ConnectAsync(address, 22).Wait(500);
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
