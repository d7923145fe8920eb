using System.Diagnostics;
using Integration.Rollouts;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// Hosts on which a start-up file of the login shell takes seconds for each command: the work is done, and why it took so long is told.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class SlowStartUpTests
{
    /// <summary>Of the account that logs in, and of root, whose bash the probe of the firewall starts.</summary>
    private const string Slow = """
        sed -i '/^\(deploy\|root\):/s,:[^:]*$,:/bin/bash,' /etc/passwd
        echo 'sleep SECONDS; echo welcome' >~deploy/.bashrc
        cp ~deploy/.bashrc ~root/.bashrc
        """;

    [TestCase("deploy", "sudo", 2)]
    [TestCase("root", "none", 4)]
    public async Task An_ensemble_grows_and_no_firewall_is_made_out(string user, string become, int seconds)
    {
        await using var lab = await LabHosts.StartAsync(3);
        var fleet = new LabFleet(lab, "3.9.6", IsDynamic: true) { Servers = [1] };
        await RunAsync("Deploy", fleet);
        await Task.WhenAll(lab.All.Select(host => host.RunAsync(Slow.Replace("SECONDS", $"{seconds}"))));
        var watch = Stopwatch.StartNew();

        var output = await RunAsync("Expand", fleet with { Servers = [1, 2, 3] });

        await TestContext.Out.WriteLineAsync($"Expand took {watch.Elapsed.TotalSeconds:0} s");
        Assert.That(output, Does.Contain("missing writes = 0").And.Not.Contain("ZK2405"));
        Assert.That(output, Does.Match($@"Warning: .*{lab[1].Address} took {seconds}\.\d\d s or more for each of \d+ commands")
            .And.Contain("a start-up file of the account's shell").And.Contain($"time ssh {user}@{lab[1].Address} true"));

        async Task<string> RunAsync(string target, LabFleet of)
        {
            var file = await of.WriteAsync();
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))
                .Replace($"user: {LabHosts.User}", $"user: {user}").Replace("become: sudo", $"become: {become}"));
            return await ExpansionTests.Run(0, $"--target={target}", $"--inventory={file}");
        }
    }
}
