using System.Collections.Immutable;
using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>The single steps of a roll, each with its gate and why it stands where it stands.</summary>
internal sealed class RollSteps(PlanningContext context, RollState now)
{
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private bool elected; // The leader of now was restarted: who leads from then on is not known when the plan is made.

    public IEnumerable<Step> Taken => steps;

    /// <summary>Who has the shorter list cannot follow a leader that it does not name.</summary>
    public void Yield(MemberList below, List<ServerState> leavers)
    {
        foreach (var leaver in leavers.Where(leaver => below.Participants.Count() > 2
            && leaver.IsParticipant && now.IsRunning(leaver.Id)))
        {
            var filed = now.Filed(leaver.Id);
            Add(new Step.Yield(leaver.Server, below.Surviving(leaver.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = filed is null
                    ? "it leaves, and a server that is restarted with the shorter list follows only a leader of that list"
                    : $"it leaves, and its file has the list {filed}, with which it does not run yet",
                Always = filed is not null,
            });
            if (filed is not null)
            {
                now.Begin(leaver.Id, filed);
            }
        }
    }

    /// <summary>
    /// Of two, the first with the new list waits for the second, whose restart is the outage; the others with the old
    /// list are a majority until then. The order is fixed: the first of the two cannot serve before the other.
    /// </summary>
    public void RestartBoth(MemberList below, MemberList rung, List<int> behind)
    {
        var pair = behind.Where(rung.Participants.Contains)
            .OrderBy(id => now[id].Leads).ThenBy(now.IsRunning).ThenBy(id => id).ToList();
        foreach (var id in pair)
        {
            var first = id != pair[^1];
            var (gate, reason) = first
                ? (Gate.Waits, $"with the new list {rung} it waits for the other of the two; " +
                    $"those with the old list {below} serve meanwhile")
                : (Gate.Serves, "of two servers none is a majority: clients wait for this stop and start, " +
                    "and for an election, which a server with the newest write wins");
            Step step = now.IsRunning(id)
                ? new Step.Restart(id, RollingStrategy.Form(rung), gate, first ? below.Surviving(id) : [])
                {
                    Stage = Stage.RollingRestart, Reason = reason, InPlace = true,
                }
                : new Step.Start(id, RollingStrategy.Form(rung), gate) { Stage = Stage.RollingRestart, Reason = reason };
            Add(step);
            now.Begin(id, rung);
        }

        foreach (var id in rung.Ids.Where(id => behind.Contains(id) && !pair.Contains(id)))
        {
            Restart(now[id], below, rung);
        }
    }

    public void Retire(ServerState leaver, string reason, RequiredQuorum? surviving = null)
    {
        now.Leave(leaver.Id);
        if (!leaver.Unreachable)
        {
            Add(new Step.Retire(leaver.Server) { Stage = Stage.Leave, Reason = reason, Surviving = surviving ?? [] });
        }
    }

    public void Renew(ServerState server, MemberList list) =>
        Add(new Step.Restart(server.Id, RollingStrategy.Form(list), Gate.Serves, list.Surviving(server.Id))
        {
            Stage = Stage.RollingRestart,
            Reason = context.WhyRenewed(server),
        });

    public void Start(int id, MemberList list, Stage stage, string reason)
    {
        var empty = !now[id].HasData;
        var serves = now.CanFollow(id, list) || (now.IsMajority(id, list) && !now.IsHeldUp(id));
        var initialize = empty && context.Guarded && !context.HasLostMajority && now.NeedsEmpty(list) && !now[id].Running;
        var other = now[id].Running && !now.Has(id, list);
        now.Begin(id, list);

        if (serves)
        {
            now.Serve(list);
        }

        var (form, gate) = (RollingStrategy.Form(list), serves ? Gate.Serves : Gate.Waits);
        Add(other
            ? new Step.Restart(id, form, gate, []) { Stage = stage, Reason = reason }
            : new Step.Start(id, form, gate, initialize) { Stage = stage, Reason = reason });
    }

    public void Restart(ServerState server, MemberList below, MemberList rung)
    {
        var running = now.IsRunning(server.Id);
        var waits = now.IsHeldUp(server.Id) && !now.CanFollow(server.Id, rung);
        now.Begin(server.Id, rung);
        var last = below.Ids.All(id => now.Has(id, rung));
        var reason = waits
            ? "it waits: the leader goes on with servers that it does not list, and its restart brings the election"
            : below.Lines.Count == 1
            ? "it alone holds the data, so it wins the election against the empty joiner by its newer zxid"
            : server.Leads && !elected
                ? "the leader last: one election, when every other server has the new list"
                : last && elected
                ? "the server that leads by then comes last (it is looked up before each restart): " +
                    "one election, when every other server has the new list"
                : InForceAfter(below, rung) + (last ? "; the last member with the old list" : "");
        var gate = waits ? Gate.Waits : Gate.Serves;
        Step step = running
            ? new Step.Restart(server.Id, RollingStrategy.Form(rung), gate,
                now.CanFollow(server.Id, rung) ? rung.Surviving(server.Id) : [])
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            }
            : new Step.Start(server.Id, RollingStrategy.Form(rung), gate)
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            };
        Add(step);
        elected |= server.Leads;
        if (!waits)
        {
            now.Serve(rung);
        }
    }

    private string InForceAfter(MemberList below, MemberList rung)
    {
        var after = rung.Participants.Count(id => now.Has(id, rung));
        var before = below.Participants.Count(id => now.Has(id, below));
        return $"then {after} of {rung.Participants.Count()} run with the new list {rung} and {before} of " +
            $"{below.Participants.Count()} with the old list {below}: never a majority of both";
    }

    /// <summary>
    /// A member gets or loses its vote: before all others, in this place though it leads, since they follow and count
    /// it by the new list only in its new role.
    /// </summary>
    public void Change(ServerState server, MemberList below, MemberList rung)
    {
        now.Begin(server.Id, rung);
        var votes = rung.Participants.Contains(server.Id);
        var reason = votes
            ? "it gets its vote first: until others have the new list no server counts its vote"
            : "it gives up its vote first: a server with the new list follows only a leader of that list";
        Add(now[server.Id].Running || now.IsRunning(server.Id)
            ? new Step.Restart(server.Id, RollingStrategy.Form(rung), Gate.Serves,
                votes ? rung.Surviving(server.Id) : below.Surviving(server.Id))
            {
                Stage = Stage.RollingRestart, Reason = reason, InPlace = true,
            }
            : new Step.Start(server.Id, RollingStrategy.Form(rung), Gate.Serves)
            {
                Stage = Stage.RollingRestart, Reason = reason,
            });
        elected |= server.Leads;
        now.Serve(rung);
    }

    private void Add(Step step) => steps.Add(step);
}
