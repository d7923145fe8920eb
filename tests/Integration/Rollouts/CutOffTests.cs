using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Integration.Rollouts.Reality;
using Lab;

namespace Integration.Rollouts;

/// <summary>
/// Members that miss what others acknowledge, and joiners with data of another life: by the model's counter-examples
/// the data are lost on real servers; by the planner's order from the same start they are kept.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class CutOffTests
{
    /// <summary>
    /// Three to five in one list: a member that lags and both joiners are three of five, or two of three.
    /// </summary>
    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task A_jump_by_two_loses_what_a_lagging_member_had_missed(string version)
    {
        await using var scene = await Scene.SetAsync(version, 3, 5);
        var servers = await scene.ObserveAsync();
        var plan = NaiveOrder.Of(scene.Inventory, servers, initialize: false, Gate.Serves);
        var enactment = new Enactment(scene, Enactment.CounterExample(
            SafetyProof.Check(scene.Inventory, servers, plan),
            "elect a leader without a write that others have acknowledged"));

        Assert.That(await enactment.HarmAsync(), Is.True);

        // Both sides may have opened the same epoch: then each server lacks a part of what the other side acknowledged.
        Assert.That((await enactment.MissingAsync()).Values, Has.Some.Not.Empty);
    }

    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task The_planners_own_order_keeps_what_a_lagging_member_had_missed(string version)
    {
        await using var scene = await Scene.SetAsync(version, 3, 5);
        await scene.CutOffAsync(1);
        var leader = int.Parse(await scene.LeaderAmongAsync([2, 3]));
        await using (var client = await scene.ConnectAsync(leader))
        {
            await client.CreateAsync("/embedded/missed");
        }

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={scene.Servers.File}");

        foreach (var server in scene.Inventory.Servers)
        {
            Assert.That(await scene.NamesAsync(server.Id, "/embedded"), Has.Length.EqualTo(301).And.Contain("missed"));
        }
    }

    /// <summary>
    /// What a leader of 3.4 and a joiner that no member lists have acknowledged between them, the others never heard of
    /// (Leader.processAck). Later releases count members only: the same moves acknowledge nothing.
    /// </summary>
    [TestCase("3.4.13", true, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    [Retry(3)] // That it can happen is shown by once; who leads after a cut is the servers' own race.
    public async Task A_joiner_that_nobody_lists_is_counted_by_3_4_only(string version, bool loses)
    {
        await using var scene = await Scene.SetAsync(version, 3, 4);
        var servers = await scene.ObserveAsync();
        var plan = Planner.Make(scene.Inventory, servers);
        Assert.That(plan.Verdict is Verdict.Safe { Hole: not null }, Is.EqualTo(loses), "the plan names it");
        var start = InitialState.Of(scene.Inventory, servers) with { CountsUnlisted = true };
        var enactment = new Enactment(scene, Enactment.CounterExample(
            new PlanChecker(start, plan.Steps).Check(), "elect a leader without a write that others have acknowledged"));

        Assert.That(await enactment.HarmAsync(), Is.EqualTo(loses));

        if (loses)
        {
            Assert.That(
                await scene.NamesAsync(4, "/embedded"), Has.Length.EqualTo(300), "20 acknowledged ones are gone");
        }
        else
        {
            Assert.That(enactment.Acknowledged, Is.Empty);
        }
    }

    /// <summary>
    /// A folder that another ensemble left behind, of a newer epoch. Later releases send the other life's snapshot to
    /// everybody; 3.4 cuts each member's own log where the numbers of both lives part, so that the replicas differ.
    /// </summary>
    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task A_joiner_with_newer_data_of_another_life_replaces_everything(string version)
    {
        await using var scene = await Scene.SetAsync(version, 3, 4);
        await LeaveBehindAsync(version, scene.Servers.DataFolder(4));

        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={scene.Servers.File}");
        Assert.That(refused, Does.Contain("Server 4 is no member, yet").And.Contain("holds data of another ensemble"));

        var servers = await scene.ObserveAsync();
        var enactment = new Enactment(scene, Enactment.CounterExample(
            SafetyProof.Check(scene.Inventory, servers, NaiveOrder.Of(scene.Inventory, servers)),
            "elect server 4, whose data are from a different ensemble"));
        Assert.That(await enactment.HarmAsync(), Is.True);

        foreach (var server in scene.Inventory.Servers)
        {
            var names = await scene.NamesAsync(server.Id, "/");
            await TestContext.Out.WriteLineAsync($"{server}: {string.Join(", ", names)}");
            Assert.That(await scene.NamesAsync(server.Id, "/embedded"), Has.Length.LessThan(300));
            Assert.That(names, version == "3.4.13" && server.Id < 4
                ? Does.Contain("usurped").And.Not.Contain("stale")
                : Is.EquivalentTo(["zookeeper", "stale", "usurped"]));
        }
    }

    /// <summary>
    /// What an ensemble of the same release leaves on a disk that has been through several elections.
    /// </summary>
    private static async Task LeaveBehindAsync(string version, string folder)
    {
        await using var other = await RealEnsemble.CreateAsync(version, 2);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            await Task.WhenAll(other.Servers.Select(server => server.StartAsync()));
            await using (var client = await Verifying.RealServers.ConnectAsync(other))
            {
                await (epoch == 1 ? client.CreateAsync("/stale") : client.SyncAsync("/stale"));
            }

            await Task.WhenAll(other.Servers.Select(server => server.StopAsync()));
        }

        var left = Directory.CreateDirectory(Path.Combine(folder, "version-2")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(other.Servers[0].DataFolder, "version-2")))
        {
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        }
    }
}
