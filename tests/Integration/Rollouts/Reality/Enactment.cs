using System.Collections.Immutable;
using Ensembles.Planning.QuorumModel;
using ZooKeeper.Client;

namespace Integration.Rollouts.Reality;

/// <summary>
/// Brings a counter-example of the model about: its moves one by one, and what the model leaves open, which is who
/// cannot hear whom meanwhile, as its hazard says. Those that will elect miss what the others acknowledge; then they
/// elect while the others cannot be heard; then the roll is gone through with.
/// </summary>
internal sealed class Enactment(Scene scene, Trace trace)
{
    private readonly List<string> acknowledged = [];

    /// <summary>Paths of the writes that were acknowledged before the election that lacks them.</summary>
    public IReadOnlyList<string> Acknowledged => acknowledged;

    /// <summary>A write of those that elected, acknowledged by them.</summary>
    public const string Usurped = "/usurped";

    /// <summary>What a verdict holds, where it is a counter-example that tells this.</summary>
    public static Trace CounterExample(Verdict verdict, string told)
    {
        TestContext.Out.WriteLine(verdict);
        Assert.That(verdict, Is.TypeOf<Verdict.Unsafe>());
        Assert.That($"{verdict}", Does.Contain(told));
        return ((Verdict.Unsafe)verdict).Trace!;
    }

    /// <summary>Only the moves: what the model takes for the end.</summary>
    public Task MoveAsync() => MakeAsync(trace.Moves);

    /// <summary>The moves, the harm and what is left of the roll.</summary>
    /// <returns>Could the others acknowledge anything meanwhile?</returns>
    public async Task<bool> HarmAsync()
    {
        var electing = Electing(trace.Hazard);
        var leap = Leap(electing);
        await MakeAsync(trace.Moves[..leap]);
        var others = All.Except(electing).Where(scene.Runs).ToImmutableArray();
        var usurpers = electing.Where(scene.Runs).ToImmutableArray();
        if (trace.Hazard is Hazard.Loss)
        {
            await SeparateAsync(usurpers, others);
            if (!await AcknowledgeAsync(others))
            {
                return false;
            }
        }

        await Task.WhenAll(others.Select(scene.CutOffAsync));
        var moved = trace.Moves[leap..].OfType<Transition.Start>().Select(start => start.Id);
        await Task.WhenAll(usurpers.Except(moved).Select(id => scene.StartAsync(id)));
        await MakeAsync(trace.Moves[leap..]);

        // The model counts whoever has its files: nothing keeps it from being started.
        await Task.WhenAll(electing.Where(id => !scene.Runs(id)).Select(
            id => scene.StartAsync(id, trace.Situation.Server(id).Initialize)));
        var leader = int.Parse(await scene.LeaderAmongAsync(electing));
        await using (var client = await scene.ConnectAsync(leader))
        {
            await client.CreateAsync(Usurped);
        }

        await FinishAsync();
        return true;
    }

    /// <summary>What was acknowledged by either side, and a server lacks now.</summary>
    public async Task<IReadOnlyDictionary<int, ImmutableArray<string>>> MissingAsync()
    {
        var missing = new Dictionary<int, ImmutableArray<string>>();
        foreach (var id in All)
        {
            var names = await scene.NamesAsync(id, "/embedded");
            var top = await scene.NamesAsync(id, "/");
            missing[id] =
            [
                .. acknowledged.Where(path => !names.Contains(path["/embedded/".Length..])),
                .. top.Contains(Usurped[1..]) ? [] : (string[])[Usurped],
            ];
            await TestContext.Out.WriteLineAsync($"server {id} lacks {missing[id].Length} acknowledged writes");
        }

        return missing;
    }

    private IEnumerable<int> All => trace.Situation.Servers.Select(seat => seat.Id);

    private ImmutableArray<int> Electing(Hazard? hazard) => hazard switch
    {
        Hazard.Loss loss => [.. trace.Situation.Ids(loss.Electing)],
        Hazard.Replacement other => [.. trace.Situation.Ids(other.Electing)],
        _ => throw new InvalidOperationException($"Nobody enacts {hazard}."),
    };

    /// <summary>Where the server comes, or comes back, that makes those who elect a majority; else the end.</summary>
    private int Leap(ImmutableArray<int> electing)
    {
        var last = trace.Moves.ToList().FindLastIndex(move => move is Transition.Start);
        var id = ((Transition.Start)trace.Moves[last]).Id;
        return !electing.Contains(id) ? trace.Moves.Length
            : last > 0 && trace.Moves[last - 1] is Transition.Stop stop && stop.Id == id ? last - 1
            : last;
    }

    private async Task MakeAsync(ImmutableArray<Transition> moves)
    {
        foreach (var move in moves)
        {
            await MakeAsync(move);
        }
    }

    private async Task MakeAsync(Transition move)
    {
        TestContext.Out.WriteLine($"  {move.Told}");
        await (move switch
        {
            Transition.Write write => scene.WriteAsync(write.Id, trace.Situation.Ids(write.View!.Value.Voters)),
            Transition.Stop stop => scene.StopAsync(stop.Id),
            Transition.Start start => scene.StartAsync(start.Id, start.Initialize),
            Transition.Follow follow => scene.UntilServingAsync(follow.Id),
            Transition.Measure measure => MeasureAsync(measure.Id),
            _ => throw new InvalidOperationException($"Nobody enacts {move}."),
        });
    }

    private async Task MeasureAsync(int id)
    {
        await using var client = await scene.ConnectAsync(id);
        await client.SyncAsync();
        await client.ExistsAsync("/embedded");
    }

    /// <summary>
    /// Those who will elect hear nothing any more; first whoever of them leads, so that the others find a leader while
    /// they still can: the model lets anybody lead.
    /// </summary>
    private async Task SeparateAsync(ImmutableArray<int> electing, ImmutableArray<int> others)
    {
        var leader = int.Parse(await scene.LeaderAmongAsync([.. All]));
        if (electing.Contains(leader))
        {
            await scene.CutOffAsync(leader);
            await scene.LeaderAmongAsync(others);
        }

        // Also who was just started: cut off before it follows it would have nothing to acknowledge.
        await Task.WhenAll(others.Select(scene.UntilServingAsync));
        await Task.WhenAll(electing.Select(scene.CutOffAsync));
    }

    private async Task<bool> AcknowledgeAsync(ImmutableArray<int> others)
    {
        try
        {
            var leader = int.Parse(await scene.LeaderAmongAsync(others, TimeSpan.FromSeconds(20)));
            await using var client = await scene.ConnectAsync(leader);
            for (var number = 0; number < 20; number++)
            {
                acknowledged.Add(await client.CreateAsync($"/embedded/acknowledged-{number}"));
            }

            return true;
        }
        catch (Exception nobody) when (nobody is TimeoutException or ZooKeeperException)
        {
            return false;
        }
    }

    /// <summary>AllStates gets the whole list and starts with it, whatever the state of the others.</summary>
    private async Task FinishAsync()
    {
        foreach (var seat in trace.Situation.Servers)
        {
            if (scene.Runs(seat.Id) && seat.RunningView is { } list && trace.Situation.Ids(list.Voters).SequenceEqual(All))
            {
                continue;
            }

            await scene.StopAsync(seat.Id);
            await scene.WriteAsync(seat.Id, All);
            await scene.StartAsync(seat.Id);
        }

        await Task.WhenAll(All.Select(scene.UntilServingAsync));
    }
}
