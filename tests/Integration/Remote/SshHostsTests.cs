using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>The hosts of one run, and what lies between.</summary>
[Parallelizable]
public sealed class SshHostsTests
{
    [Test]
    public async Task Hosts_behind_the_same_jumps_share_the_connections_to_them()
    {
        await using var outer = await RealSshd.StartAsync(purpose: "outer");
        await using var inner = await RealSshd.StartAsync(purpose: "inner");
        await using var first = await RealSshd.StartAsync(purpose: "first");
        await using var second = await RealSshd.StartAsync(purpose: "second");
        await using var hosts = new SshHosts();
        SshTarget[] jumps = [outer.Target, inner.Target];
        var one = hosts.At(first.Target with { Jumps = [.. jumps] });
        var two = hosts.At(second.Target with { Jumps = [.. jumps] });

        await EchoAsync(one, two);

        Assert.That(hosts.At(first.Target with { Jumps = [.. jumps] }), Is.SameAs(one));
        Assert.That(new[] { outer, inner, first, second }.Select(Logins), Is.EqualTo(new[] { 1, 1, 1, 1 }));
        Assert.That(hosts.Traffic, Is.EqualTo(new[]
        {
            new SshTraffic(first.Target.Name, 1, 1), new SshTraffic(second.Target.Name, 1, 1),
            new SshTraffic(outer.Target.Name, 1, 1), new SshTraffic(inner.Target.Name, 1, 2),
        }));

        outer.Cut();
        await Poll.UntilAsync(
            async () => await AnswersAsync(one, two) ? "yes" : null, () => "The connections are not made anew");

        Assert.That(Logins(outer), Is.EqualTo(2), "made anew for both");
    }

    private static async Task EchoAsync(params SshHost[] hosts)
    {
        var results = await Task.WhenAll(hosts.Select(host => host.RunAsync(Script.Of("echo \"$1\"", "inside"))));
        Assert.That(results.Select(result => result.Output), Is.All.EqualTo("inside\n"));
    }

    /// <summary>It takes a moment until all on the way know that they are cut off.</summary>
    private static async Task<bool> AnswersAsync(params SshHost[] hosts)
    {
        try
        {
            await EchoAsync(hosts);
            return true;
        }
        catch (HostException)
        {
            return false;
        }
    }

    private static int Logins(RealSshd sshd) =>
        File.ReadLines(sshd.Log).Count(line => line.Contains("Accepted publickey", StringComparison.Ordinal));
}
