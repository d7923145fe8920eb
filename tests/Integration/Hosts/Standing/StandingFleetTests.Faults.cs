using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using Suite.Runs;

namespace Integration.Hosts.Standing;

// A host is not fit: the suite names it, the cause and the remedy, and has touched no server anywhere.
public sealed partial class StandingFleetTests
{
    [TestCase(Down, "cannot be reached", "is it up")]
    [TestCase(
        AsksForPassword, "may not become root",
        "/etc/sudoers.d/deploy, with visudo: deploy ALL=(root) NOPASSWD: ALL")]
    public async Task An_unreachable_host_is_told_before_anything_is_touched(int host, string cause, string remedy) =>
        await RefusedAsync(And(host) with { Timeout = host == Down ? 3 : 10 }, (host, cause, remedy));

    /// <summary>All of them in one run.</summary>
    [Test]
    public async Task Unfit_hosts_are_told_before_anything_is_touched() => await RefusedAsync(
        Five with { Servers = [.. Five.Servers, Full, ReadOnly, WithoutJava, PortTaken] },
        (Full, "/opt/zookeeper has 60 KiB free", "make room"),
        (ReadOnly, "paths.install (/opt/zookeeper) is not a folder that root can write to", "read-only"),
        (ReadOnly, "paths.data (/var/lib/zookeeper/10) does not exist, and root cannot make it", "read-only"),
        (WithoutJava, "no Java runs", "install Java 8 or later"),
        (PortTaken, "client port 2181 is held by python3", "stop it, or write another port"));

    [Test]
    public async Task A_host_with_another_key_is_told_before_anything_is_touched()
    {
        var other = (await File.ReadAllLinesAsync(Machines.KnownHostsFile)).Select(line =>
            line.Contains(Machines[Healthy].Address)
                ? line.Replace(Machines[Healthy].PublicKey, Machines[1].PublicKey) : line);
        var fleet = And(Healthy) with { KnownHosts = Path.Combine(TestFolder.Create(), "known_hosts") };
        await File.WriteAllLinesAsync(fleet.KnownHosts, other);

        await RefusedAsync(
            fleet, (Healthy, "presents the ssh-ed25519 key SHA256:", "only if it is right: ssh-keygen -R"));
    }

    [Test]
    public async Task An_unknown_host_is_told_before_anything_is_touched()
    {
        var others = (await File.ReadAllLinesAsync(Machines.KnownHostsFile))
            .Where(line => !line.Contains(Machines[Healthy].Address));
        var fleet = And(Healthy) with { KnownHosts = Path.Combine(TestFolder.Create(), "known_hosts") };
        await File.WriteAllLinesAsync(fleet.KnownHosts, others);

        await RefusedAsync(fleet, (Healthy, "no key of it is in", "ssh-keyscan -p 22 -t ed25519"));
    }

    [Test]
    public async Task A_key_that_no_host_takes_is_told_of_every_host()
    {
        var fleet = And(Healthy) with { KeyFile = Path.Combine(TestFolder.Create(), "id_ed25519") };
        await new global::Remote.LocalHost().RunAsync(
            global::Remote.Script.Of("ssh-keygen -q -t ed25519 -N '' -f \"$1\"", fleet.KeyFile));

        var output = await RefusedAsync(fleet, (Healthy, "does not let us in", "authorized_keys of deploy"));

        Assert.That(output.Split('\n').Count(line => line.Contains("does not let us in")), Is.EqualTo(6));
    }

    private static async Task<string> RefusedAsync(
        LabFleet fleet, params (int Host, string Cause, string Remedy)[] faults)
    {
        var (file, before) = (await fleet.WriteAsync(), await StateAsync());

        var output = await ExpansionTests.Run(ExitCodes.Preflight, "--target=Expand", $"--inventory={file}");

        Assert.That(await StateAsync(), Is.EqualTo(before));
        foreach (var (host, cause, remedy) in faults)
        {
            var told = output.Split('\n')
                .Where(line => line.Contains(Machines[host].Address) && line.Contains(cause)).ToList();
            Assert.That(told, Has.Some.Contains(remedy));
        }

        return output;
    }
}
