using System.Text;
using System.Text.RegularExpressions;
using Integration.Adopting;
using Lab;
using Lab.Foreign.Layouts;
using ZooKeeper.Client;

namespace Integration.Rollouts.Found;

/// <summary>
/// Servers that somebody else has set up, with their logs on a disk of their own, of which one disk of the two is not there:
/// with what is left they would start, and elect a leader that lacks what was acknowledged.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class LostLogsTests
{
    /// <param name="isOurs">The suite has restarted them before, so their files and notes are its own.</param>
    [TestCase("3.9.6", "logs", false, Category = "Long")]
    [TestCase("3.9.6", "snapshots", true, Category = "Long")]
    [TestCase("3.9.6", "logs, empty", true)]
    [TestCase("3.8.0", "crosswise", true, Category = "Long")]
    [TestCase("3.4.13", "logs", true, Category = "Long")]
    [TestCase("3.4.13", "crosswise", false)]
    public async Task Half_of_its_data_is_not_the_data_of_a_member(string version, string gone, bool isOurs)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3) { LogsApart = true };
        await layout.StartAsync();
        await layout.FillAsync(20);
        var adopted = await Adopted.FromAsync(layout);
        if (isOurs)
        {
            await adopted.RunAsync("Restart");
        }

        await EndAllAsync(layout);
        var parts = Gone(layout, gone).ToList();
        var isStarted = gone.Contains("empty", StringComparison.Ordinal);
        parts.ForEach(part => Move(part, $"{part}.elsewhere", isStarted));
        if (isStarted)
        {
            // As a unit does when the host comes up before that disk.
            await layout.ReleaseOf(layout.Ids[0]).RunAsync("start");
        }

        foreach (var target in new[] { "Plan", "Expand", "Restart" })
        {
            var refused = await adopted.RunAsync(target, expected: 3);
            Assert.That(refused, Does.Contain("ZK4214").And.Contain("--target=Recover"));
            Assert.That(parts, Has.All.Matches<string>(part => refused.Contains(Path.GetDirectoryName(part)!, StringComparison.Ordinal)), refused);
        }

        Assert.That(parts, Has.All.Matches<string>(part => !Directory.Exists(part) || isStarted), "nothing is written where a disk is not mounted");

        // The remedy: the disks are mounted again.
        if (isStarted)
        {
            await layout.ReleaseOf(layout.Ids[0]).RunAsync("stop");
        }

        parts.ForEach(part => Move($"{part}.elsewhere", part, false));
        await adopted.RunAsync("Expand");
        await AssertAcknowledgedAsync(layout);
    }

    [TestCase("3.9.6", Category = "Long")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task What_is_left_is_a_new_ensemble_where_the_logs_are_gone_for_good(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3) { LogsApart = true };
        await layout.StartAsync();
        await layout.FillAsync(20);
        var adopted = await Adopted.FromAsync(layout);
        await adopted.RunAsync("Restart");
        await EndAllAsync(layout);
        foreach (var id in layout.Ids.Take(2))
        {
            Directory.Delete(layout.LogsOf(id), recursive: true);
        }

        Assert.That(await adopted.RunAsync("Expand", expected: 3), Does.Contain("ZK4214"));
        string[] recover = ["--target=Recover", $"--inventory={adopted.File}"];
        var risk = Accept().Match(await ExpansionTests.Run(3, recover)).Value;
        await ExpansionTests.Run(0, [.. recover, risk]);

        // Server 3 has all.
        await AssertAcknowledgedAsync(layout);
        await adopted.RunAsync("Expand");
    }

    /// <summary>A single server that somebody has set up and that is down, and an inventory that wants three.</summary>
    /// <param name="isOld">It has been restarted, so it has a snapshot with transactions.</param>
    [TestCase("3.9.6", false)]
    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.4.13", true, Category = "Long")]
    public async Task Nor_does_a_single_server_begin_without_its_logs(string version, bool isOld)
    {
        await using var layout = new ArticleLayout(version, 1) { LogsApart = true };
        await layout.StartAsync();
        await layout.FillAsync(20);
        var adopted = await Adopted.FromAsync(layout);
        if (isOld)
        {
            await layout.ReleaseOf(1).RunAsync("restart");
            await Poll.UntilAsync(async () => await ForeignLayout.ModeAsync(layout[1].Client), () => "the server does not serve");
        }

        await EndAllAsync(layout);
        var logs = Path.Combine(layout.LogsOf(1), "version-2");
        Move(logs, $"{logs}.elsewhere", false);

        Assert.That(await adopted.RunAsync("Deploy", expected: 3), Does.Contain("ZK4214").And.Contain(layout.LogsOf(1)));
        await adopted.AddAsync(2);
        foreach (var target in new[] { "Plan", "Deploy", "Expand" })
        {
            Assert.That(await adopted.RunAsync(target, expected: 3), Does.Contain("ZK4214").And.Contain(layout.LogsOf(1)));
        }

        Move($"{logs}.elsewhere", logs, false);
        await adopted.RunAsync("Expand");
        foreach (var port in adopted.ClientPorts.Values)
        {
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(20));
        }

        await AssertAcknowledgedAsync(layout);
    }

    private static async Task EndAllAsync(ArticleLayout layout)
    {
        await using (var client = await ClientAsync(layout))
        {
            await client.CreateAsync("/acknowledged", Encoding.UTF8.GetBytes("by all"));
        }

        foreach (var id in layout.Ids)
        {
            await layout.ReleaseOf(id).RunAsync("stop");
        }
    }

    /// <summary>Of two of three servers the folders that are not there.</summary>
    private static IEnumerable<string> Gone(ArticleLayout layout, string gone)
    {
        var (one, other) = (layout.Ids[0], layout.Ids[1]);
        string[] folders = gone switch
        {
            "snapshots" => [layout.DataOf(one), layout.DataOf(other)],
            "crosswise" => [layout.DataOf(one), layout.LogsOf(other)],
            _ => [layout.LogsOf(one), layout.LogsOf(other)],
        };
        return folders.Select(folder => Path.Combine(folder, "version-2"));
    }

    private static void Move(string from, string to, bool leavesEmpty)
    {
        if (Directory.Exists(to))
        {
            Assert.That(Directory.GetFileSystemEntries(to), Is.Empty);
            Directory.Delete(to);
        }

        Directory.Move(from, to);
        if (leavesEmpty)
        {
            Directory.CreateDirectory(from);
        }
    }

    private static async Task AssertAcknowledgedAsync(ArticleLayout layout)
    {
        await using var client = await ClientAsync(layout);
        await client.SyncAsync("/");
        Assert.That(Encoding.UTF8.GetString((await client.GetDataAsync("/acknowledged")).Data.Span), Is.EqualTo("by all"));
    }

    private static Task<ZooKeeperClient> ClientAsync(ArticleLayout layout) =>
        ZooKeeperClient.ConnectAsync(new() { Servers = [.. layout.ClientPorts.Values.Select(port => Address.Of($"127.0.0.1:{port}"))] });

    [GeneratedRegex("--accept-risk=recover-to-0x[0-9a-f]+")]
    private static partial Regex Accept();
}
