using System.Collections.Immutable;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>Hosts whose own name means something else to themselves than to others.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OwnNameTests
{
    private const string Version = "3.9.6";

    /// <summary>As Debian's installer writes it: the own name is a loopback address.</summary>
    [Test]
    public async Task A_loopback_address_is_an_error_unless_servers_listen_everywhere()
    {
        await using var lab = await LabHosts.StartAsync(3);
        await Task.WhenAll(lab.All.Select(host => host.RunAsync($"sed -i '/ {host.Name}$/s/^[0-9.]*/127.0.1.1/' /etc/hosts")));
        var fleet = new LabFleet(lab, Version, IsDynamic: false) { IsNamed = true, ClientPorts = "tunnel" };

        var output = await RunAsync(lab, 4, "Deploy", fleet);
        Assert.That(output, Does.Contain("the name zk1 is 127.0.1.1, this host alone: the server would listen where no other one reaches it"));
        Assert.That(await lab[1].RunAsync("ls /etc/zookeeper 2>/dev/null || true"), Is.Empty, "nothing is changed");

        fleet = fleet with { Settings = ImmutableSortedDictionary<string, string>.Empty.Add("quorumListenOnAllIPs", "true") };
        output = await RunAsync(lab, 0, "Deploy", fleet);
        Assert.That(output, Does.Contain("the server listens on every address by quorumListenOnAllIPs"));
        await RunAsync(lab, 0, "Expand", fleet);
    }

    /// <summary>As a resolver answers that knows the machine's own interfaces: a bridge and a link-local address too.</summary>
    [Test]
    public async Task Further_addresses_are_told_and_harmless()
    {
        await using var lab = await LabHosts.StartAsync(3);
        await lab[1].RunAsync("printf '172.17.0.1 zk1\\nfe80::42:aff:fe00:1%%lo zk1\\n' >>/etc/hosts");
        var fleet = new LabFleet(lab, Version, IsDynamic: true) { IsNamed = true, ClientPorts = "tunnel", Servers = [1, 2] };

        Assert.That(await RunAsync(lab, 0, "Deploy", fleet), Does.Contain("is where the server listens"));
        var all = fleet with { Servers = [1, 2, 3] };
        await RunAsync(lab, 0, "Plan", all);
        Assert.That(await RunAsync(lab, 0, "Expand", all), Does.Contain("missing writes = 0"));
        await RunAsync(lab, 0, "Status", all);
    }

    /// <summary>As somebody whose <c>~/.ssh/config</c> knows the hosts' names.</summary>
    private static async Task<string> RunAsync(LabHosts lab, int expected, string target, LabFleet fleet)
    {
        var home = Directory.CreateDirectory(Path.Combine(lab.Folder, "home")).FullName;
        File.Copy(lab.SshConfigFile, Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".ssh")).FullName, "config"), overwrite: true);
        var (code, output) = await Ci.Program.RunAsync(
            new Dictionary<string, string?> { ["HOME"] = home, ["SSH_AUTH_SOCK"] = null, ["NO_COLOR"] = "1", ["COLUMNS"] = "500" },
            "dotnet", "exec", SuiteProcess.Program, $"--target={target}", $"--inventory={await fleet.WriteAsync()}");
        await TestContext.Out.WriteLineAsync(output);
        Assert.That(code, Is.EqualTo(expected), output);
        return output;
    }
}
