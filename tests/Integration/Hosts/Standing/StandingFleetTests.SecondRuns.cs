using Integration.Rollouts;
using Lab;
using ZooKeeper.Status;

namespace Integration.Hosts.Standing;

// What has been done already costs next to nothing, by the word of the hosts' sshd.
public sealed partial class StandingFleetTests
{
    /// <summary>A round trip for the lock, which lasts as long as the run, and one that tells everything.</summary>
    [TestCase("Expand", 2)]
    [TestCase("Deploy", 2)]
    [TestCase("Distribute", 2, Category = "Long")]
    [TestCase("StartNew", 2, Category = "Long")]
    [TestCase("RollingRestart", 2, Category = "Long")]
    [TestCase("Join", 2, Category = "Long")]
    [TestCase("Verify", 1, Category = "Long")]
    [TestCase("Plan", 1, Category = "Long")]
    [TestCase("Status", 1, Category = "Long")]
    [TestCase("Render", 0, Category = "Long")]
    public async Task A_second_run_changes_nothing_over_one_connection_to_each_host(string target, int roundTrips)
    {
        var file = await Five.WriteAsync();
        var (files, sessions) = (await FilesAsync(), await SessionsAsync());

        await ExpansionTests.Run(0, $"--target={target}", $"--inventory={file}");

        Assert.That(await FilesAsync(), Is.EqualTo(files));
        Assert.That(
            (await SessionsAsync()).Zip(
                sessions, (after, before) => (after.Logins - before.Logins, after.Started - before.Started)),
            Is.All.EqualTo((Math.Min(1, roundTrips), roundTrips)));
    }

    [Test]
    public async Task A_changed_setting_restarts_each_member_once_the_leader_last()
    {
        var leader = await LeaderAsync();
        Five = Five with { Settings = Five.Settings.SetItem("maxClientCnxns", "77") };
        var file = await Five.WriteAsync();
        var before = await ProcessesAsync();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");

        var steps = output.Split('\n').Where(line => line.Contains("done ", StringComparison.Ordinal)).ToList();
        Assert.That(steps, Has.Count.EqualTo(5).And.All.Contains("done restart server"));
        Assert.That(steps[^1], Does.Contain($"done restart server {leader}"));
        Assert.That(steps.Select(step => step.Split("server ")[1][..1]).Distinct().Count(), Is.EqualTo(5));
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That((await ProcessesAsync()).Intersect(before), Is.Empty);
        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("Nothing to do"));
    }

    private static async Task<int> LeaderAsync()
    {
        foreach (var id in Five.Servers)
        {
            var status = await ServerStatus.AskAsync(Address.Of(Five.Client(id)), TimeSpan.FromSeconds(10));
            if (status.Mode == ServerMode.Leader)
            {
                return id;
            }
        }

        throw new InvalidOperationException("Nobody leads.");
    }

    /// <summary>A verification writes markers, so the transactions do not count.</summary>
    private static async Task<string> FilesAsync() => string.Join('\n', (await StateAsync()).Split('\n')[..^5]);

    private static Task<string[]> ProcessesAsync() => Task.WhenAll(Five.Servers.Select(id => Machines[id].RunAsync(
        "echo \"$(hostname) $(ps -eo pid,args | awk '/[Q]uorumPeerMain/ { print $1 }')\"")));

    /// <summary>What each host's sshd has noted of logins and of sessions started in them.</summary>
    private static Task<(int Logins, int Started)[]> SessionsAsync() => Task.WhenAll(Five.Servers.Select(async id =>
    {
        const string Count = "grep -c \"$1\" /var/log/sshd.log; grep -c \"$2\" /var/log/sshd.log; true";
        var counts = (await Machines[id].RunAsync(Count, "Accepted publickey", "Starting session")).Split('\n');
        return (int.Parse(counts[0]), int.Parse(counts[1]));
    }));
}
