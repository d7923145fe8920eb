using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Integration.Rollouts.Reality;
using Lab;

namespace Integration.Rollouts;

/// <summary>
/// Why this suite exists, on real servers: what the model of quorums says can happen is made to happen, by the moves of
/// its own counter-example, and the data are lost.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class NaiveOrderTests
{
    /// <summary>
    /// Empty servers are a majority of the new list, elect one of them, and the old one takes over their emptiness.
    /// </summary>
    [TestCase("3.4.13", 3)]
    [TestCase("3.9.6", 3, Category = "Long")]
    [TestCase("3.4.13", 5, Category = "Long")]
    [TestCase("3.9.6", 5, Category = "Long")]
    public async Task New_servers_first_erases_every_znode(string version, int wanted)
    {
        await using var scene = await Scene.SetAsync(version, 1, wanted);
        var enactment = new Enactment(scene, await CounterExampleAsync(scene, "empty, are"));

        Assert.That(await enactment.HarmAsync(), Is.True);

        foreach (var server in scene.Inventory.Servers)
        {
            Assert.That(await scene.NamesAsync(server.Id, "/"), Is.EquivalentTo(["zookeeper", "usurped"]));
        }
    }

    /// <summary>
    /// The same order with db.autocreate=false: nothing is lost, and nobody serves before it is taken back.
    /// </summary>
    [Test]
    public async Task The_guard_of_later_releases_turns_loss_into_a_stand()
    {
        await using var scene = await Scene.SetAsync("3.9.6", 1, 3);
        var trace = await CounterExampleAsync(scene, "server 1 can never serve", initialize: false);
        await new Enactment(scene, trace).MoveAsync();
        Assert.That(trace.Hazard, Is.Null);
        Assert.That(
            await Task.WhenAll(scene.Inventory.Servers.Select(server => scene.ModeAsync(server.Id))), Is.All.Null);

        await scene.StopAsync(1);
        await scene.WriteAsync(1, [1]);
        await scene.StartAsync(1);
        await scene.UntilServingAsync(1);

        Assert.That(await scene.NamesAsync(1, "/embedded"), Has.Length.EqualTo(300));
    }

    private static async Task<Trace> CounterExampleAsync(Scene scene, string told, bool initialize = true)
    {
        var servers = await scene.ObserveAsync();
        var order = NaiveOrder.Of(scene.Inventory, servers, initialize, last: initialize ? Gate.Waits : Gate.Serves);
        return Enactment.CounterExample(SafetyProof.Check(scene.Inventory, servers, order), told);
    }
}
