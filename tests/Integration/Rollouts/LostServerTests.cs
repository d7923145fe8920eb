using System.Text.Json.Nodes;
using Lab;

namespace Integration.Rollouts;

/// <summary>
/// A server that dies by itself during a rollout: it stops safely or goes on, and the next run finishes.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostServerTests
{
    private static readonly TimeSpan Rollout = TimeSpan.FromSeconds(8);

    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.6", true, Category = "Long")]
    public async Task A_server_that_is_killed_costs_no_write_and_no_second_server(string version, bool isDynamic)
    {
        await using var growth = await Growth.StartAsync(version, isDynamic, 3, 5);
        var servers = growth.Inventory;
        var random = Seed.Random();
        var victim = random.Next(1, 4);
        await using (var presence = Presence.Watch(
            [.. servers.ClientPorts.Keys], id => Task.FromResult(servers.ProcessId(id) is not null), victim))
        {
            await growth.RunAsync(
                Growth.After(Rollout / (isDynamic ? 4 : 1) * random.NextDouble()), _ => servers.Kill(victim), 0, 1, 3);
            Assert.That(presence.Absences, Is.Empty);
        }

        Assert.That(await OverlapsAsync(servers.Ensemble), Is.Empty);
        await growth.FinishAsync();
    }

    [Test]
    [Category("Long")]
    public Task A_server_that_is_killed_at_many_moments_costs_no_write(
        [Values("3.4.13", "3.9.6", "dynamic")] string kind, [Range(1, 3)] int time) =>
        A_server_that_is_killed_costs_no_write_and_no_second_server(
            kind == "dynamic" ? "3.9.3" : kind, kind == "dynamic");

    /// <summary>
    /// By the report's own timeline: steps that were under way at the same time, restarts among them.
    /// </summary>
    private static async Task<List<string>> OverlapsAsync(string ensemble)
    {
        var runs = Path.Combine(ProjectFolders.Root, "artifacts", ensemble, "runs");
        var overlaps = new List<string>();
        foreach (var file in Directory.Exists(runs)
            ? Directory.GetFiles(runs, "report.json", SearchOption.AllDirectories) : [])
        {
            var steps = JsonNode.Parse(await File.ReadAllTextAsync(file))!["steps"]!.AsArray();
            overlaps.AddRange(
                from one in steps
                from other in steps
                where one != other && IsRestart(one) && Starts(other) >= Starts(one) && Starts(other) < Ends(one)
                select $"{other["title"]} during {one["title"]}");
        }

        return overlaps;
    }

    private static bool IsRestart(JsonNode? step) =>
        $"{step!["title"]}".StartsWith("restart", StringComparison.Ordinal);

    private static double Starts(JsonNode? step) => (double)step!["started"]!;

    private static double Ends(JsonNode? step) => Starts(step) + (double)step!["took"]!;
}
