using System.Collections.Immutable;
using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using ZooKeeper;
using ZooKeeper.Status;

namespace Ensembles.Rollouts;

/// <summary>
/// Measures between the steps, and while a gate waits, that the data are where the plan takes them to be: one tree is
/// served, and it is the one that the rollout began with; no empty servers can elect a leader among themselves; no server
/// with data of another tree is started into this one. What a plan was proved by is only as good as what it was told.
/// </summary>
/// <param name="ask">What a server says it is; null when it gives no answer soon.</param>
/// <param name="look">Looks at all servers anew.</param>
public sealed class DataGate(
    Fleet fleet, Func<Server, CancellationToken, Task<ServerStatus?>> ask, HistoryKeeper histories,
    Func<CancellationToken, Task<Observation>> look)
{
    /// <summary>A server that runs alone never gives up by itself; the reading may be of a moment ago.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private TreeSample baseline = TreeSample.None;
    private (int Id, int Epoch)? checkedLeader;

    /// <summary>
    /// A leader that is cut off goes on calling itself so until its followers are silent for syncLimit
    /// (Leader.lead); some seconds more for slow answers.
    /// </summary>
    private TimeSpan GivingUp => fleet.Inventory.Settings is var settings
        ? TimeSpan.FromMilliseconds(settings.TickTime * (settings.SyncLimit + 1)) + Moment : Moment;

    /// <summary>Notes, once, what the tree is that the rollout begins with.</summary>
    public async Task BeginAsync(Observation seen, CancellationToken cancellation)
    {
        if (baseline.Nodes.IsEmpty
            && seen.Servers.Concat(seen.Leavers).Where(server => server.State.Leads).ToList() is [var leader])
        {
            baseline = await histories.SampleAsync(leader.Server, cancellation) ?? TreeSample.None;
            checkedLeader = (leader.Server.Id, leader.Status!.Zxid.Epoch);
        }
    }

    /// <summary>Directly before steps that go together.</summary>
    /// <exception cref="GateException">The data are not where they have to be; nothing was changed by these steps.</exception>
    public Task BeforeAsync(ImmutableArray<Step> next, CancellationToken cancellation) =>
        fleet.Times.DuringAsync(RunPart.Gates, async () =>
        {
            var modes = await OneTreeAsync(cancellation);
            await Task.WhenAll(next.OfType<Step.Start>().Select(step => MayStartAsync(step, modes, cancellation)));
        });

    /// <summary>While a gate waits: two trees that are served are told in seconds, not at its deadline.</summary>
    /// <exception cref="GateException">Two servers lead.</exception>
    public Task MeanwhileAsync(CancellationToken cancellation) => OneTreeAsync(cancellation);

    private async Task<ImmutableDictionary<int, ServerStatus?>> OneTreeAsync(CancellationToken cancellation)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answers = await AskAsync(cancellation);
            var leaders = answers.Where(answer => answer.Value?.Mode is ServerMode.Leader or ServerMode.Standalone)
                .ToList();
            if (leaders.Count < 2)
            {
                await IsSameTreeAsync(leaders, cancellation);
                return answers;
            }

            var patience = leaders.Exists(leader => leader.Value!.Mode == ServerMode.Standalone) ? Moment : GivingUp;
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                await RefuseAsync(seen => Refusals.OfLeaders(seen.AllStates)?.Sentence, cancellation);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Asked once for each leader: who leads an epoch has its tree from before it.</summary>
    private async Task IsSameTreeAsync(
        IReadOnlyList<KeyValuePair<int, ServerStatus?>> leaders, CancellationToken cancellation)
    {
        if (leaders is not [{ Key: var id, Value: { } status }] || baseline.Nodes.IsEmpty
            || checkedLeader == (id, status.Zxid.Epoch))
        {
            return;
        }

        var found = await histories.FindAsync(fleet.Server(id), baseline, cancellation);
        if (found == 0)
        {
            throw new GateException(
                $"The rollout has stopped: server {id} leads a tree without any of the {baseline.Nodes.Length} oldest " +
                "znodes that the ensemble held when this run began. Nothing else was changed. Stop nothing and delete " +
                "nothing: --target=Status shows who holds what; the copy that was made before the first change is " +
                "named above.");
        }

        checkedLeader = found is null ? checkedLeader : (id, status.Zxid.Epoch);
    }

    private async Task MayStartAsync(
        Step.Start step, ImmutableDictionary<int, ServerStatus?> modes, CancellationToken cancellation)
    {
        var server = fleet.Server(step.Id);
        if (Serves(modes.GetValueOrDefault(step.Id)))
        {
            return;
        }

        var facts = await FactsAsync(server, cancellation);
        if (facts.HasData)
        {
            if (modes.Values.Any(status => status?.Mode is ServerMode.Leader or ServerMode.Standalone))
            {
                // Whom it will follow leads by now, and perhaps did not when the plan was made.
                await RefuseAsync(seen => HistoryAdvice.Refusals(seen.AllStates).FirstOrDefault()?.Sentence, cancellation);
            }
        }
        else if (step.Initialize || facts.MayInitialize || !fleet.Inventory.Release.Version.HasEmptyGuard)
        {
            await EmptiesAsync(server, step.Form, modes, cancellation);
        }
    }

    /// <summary>
    /// A server that is empty and may vote: with the others of its list that run, are empty and follow no leader it must
    /// be no quorum, whatever the servers with the data run with.
    /// </summary>
    private async Task EmptiesAsync(
        Server server, MembershipForm form, ImmutableDictionary<int, ServerStatus?> modes,
        CancellationToken cancellation)
    {
        var list = MemberList.Of(form switch
        {
            MembershipForm.Static own => own.Servers,
            MembershipForm.DynamicInitial own => own.Servers,
            _ => [],
        });
        var voters = list.Participants.ToList();
        if (voters.Count < 2 || !voters.Contains(server.Id))
        {
            return;
        }

        var silent = voters.Where(id => id != server.Id && !Serves(modes.GetValueOrDefault(id))).ToList();
        var facts = await Task.WhenAll(silent.Select(async id =>
            (Id: id, Facts: await FactsAsync(fleet.Server(id), cancellation))));
        var empty = facts.Where(other => other.Facts is { Pid: not null, HasData: false }).Select(other => other.Id)
            .Append(server.Id).Order().ToList();
        if (!list.IsQuorum(empty))
        {
            return;
        }

        await RefuseAsync(
            seen =>
            {
                var holders = seen.AllStates.Where(state => state.HasData || state.Serving).ToList();
                return $"Server {server.Id} was not started: {DataAdvice.Ids(Named(seen, empty), capital: false)}, " +
                    $"empty and without a leader, would be {empty.Count} of the {voters.Count} that vote in its list " +
                    "and could elect a leader without the data. " +
                    string.Join("; ", holders.Select(DataAdvice.Told)) + ". " +
                    (holders.Count == 0 ? "" : $"Keep {DataAdvice.Ids(holders, capital: false)}. ") +
                    "See why those do not serve with that list (was a restart without effect?), and run this again.";
            },
            cancellation);
    }

    private static IEnumerable<ServerState> Named(Observation seen, IReadOnlyCollection<int> ids) =>
        seen.AllStates.Where(state => ids.Contains(state.Id));

    /// <summary>Looks at all servers, so that it can be told who holds what.</summary>
    private async Task RefuseAsync(Func<Observation, string?> reason, CancellationToken cancellation)
    {
        if (reason(await look(cancellation)) is { } refused)
        {
            throw new GateException($"The rollout has stopped here; nothing else was changed. {refused}");
        }
    }

    private async Task<ImmutableDictionary<int, ServerStatus?>> AskAsync(CancellationToken cancellation)
    {
        var ids = fleet.Inventory.Servers.Concat(fleet.Leavers).Select(server => server.Id).Distinct();
        var answers = await Task.WhenAll(ids.Select(async id =>
            KeyValuePair.Create(id, await ask(fleet.Server(id), cancellation))));
        return answers.ToImmutableDictionary();
    }

    private Task<HostFacts> FactsAsync(Server server, CancellationToken cancellation) =>
        HostFacts.TakeAsync(fleet, server, files: [], cancellation);

    private static bool Serves(ServerStatus? status) => status?.Mode.Serves() == true;
}
