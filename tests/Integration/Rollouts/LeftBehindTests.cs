using Ensembles.Witnessing;
using Lab;
using ZooKeeper.Client;

namespace Integration.Rollouts;

/// <summary>What the witness writes is removed again, however a run ends.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LeftBehindTests
{
    [Test]
    [Category("Long")]
    public async Task Ctrl_C_leaves_no_znode_and_what_a_kill_leaves_goes_with_a_run_that_has_nothing_to_do()
    {
        await using var growth = await Growth.StartAsync("3.9.6", isDynamic: true, 1, 3);
        await growth.RunAsync(UntilItWritesAsync, suite => suite.Interrupt(), 130);
        Assert.That(await RunsAsync(), Is.Empty);

        await growth.RunAsync(UntilItWritesAsync, suite => suite.Kill(), 137);
        var left = await RunsAsync();
        Assert.That(left, Has.Count.EqualTo(1));
        await growth.FinishAsync();

        // A killed run's sessions live on for their timeout.
        await Poll.UntilAsync(
            async () => await LivesAsync(left[0]) ? null : "over", () => "The sessions of the killed run do not end");
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={growth.Inventory.File}");
        Assert.That(output, Does.Contain("Nothing to do"));
        Assert.That(await RunsAsync(), Is.Empty);

        Task UntilItWritesAsync(SuiteProcess suite) => Poll.UntilAsync(
            async () => suite.Ended.IsCompleted || (await RunsAsync()).Count > 0 ? "it writes" : null,
            () => "The witness does not begin");

        async Task<IReadOnlyList<string>> RunsAsync()
        {
            await using var client = await ConnectAsync();
            await client.SyncAsync();
            return await client.ExistsAsync(WitnessPath.Root) is null
                ? [] : (await client.GetChildrenAsync(WitnessPath.Root)).Names;
        }

        async Task<bool> LivesAsync(string run)
        {
            await using var client = await ConnectAsync();
            var signs = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(session => client.ExistsAsync(WitnessPath.Sign(run, session))));
            return signs.Any(sign => sign is not null);
        }

        Task<ZooKeeperClient> ConnectAsync() => ZooKeeperClient.ConnectAsync(
            new() { Servers = [Address.Of($"127.0.0.1:{growth.Inventory.ClientPorts[1]}")] });
    }
}
