using System.Collections.Immutable;
using Ensembles.Membership;

namespace Ensembles.Planning.Search;

/// <summary>What does not change while orders are tried: who there is, who is wanted, which lists count.</summary>
internal sealed class SearchContext(PlanningContext context)
{
    public PlanningContext Course { get; } = context;

    public MemberList Wanted { get; } = RollingStrategy.ListOf(context);

    /// <summary>Lists that servers may be given: those that a server has, and those on the way.</summary>
    public ImmutableArray<MemberList> Lists { get; } = RollingStrategy.Distinct(
    [
        .. RollingStrategy.Known(context), .. RollingStrategy.Rungs(context), context.Membership.Members,
        RollingStrategy.ListOf(context),
    ]).RemoveAll(list => !list.Ids.All(id => context.All.Any(server => server.Id == id)));

    /// <summary>Those with a vote: observers change no quorum and come last.</summary>
    public ImmutableArray<ServerState> Voters { get; } =
        [.. context.All.Where(server => !server.Unreachable && server.IsParticipant)];

    public bool IsLeaver(int id) => Course.Leavers.Any(leaver => leaver.Id == id);

    /// <summary>
    /// What is left when all that have a vote are where they should be: observers, and settings that a restart is to
    /// bring into force.
    /// </summary>
    public IEnumerable<Step> Rest(SearchNode node)
    {
        var form = RollingStrategy.Form(Wanted);
        foreach (var observer in Course.Servers.Where(server => !server.IsParticipant))
        {
            const string Reason = "it has no vote and changes no quorum: it comes last";
            if (!observer.Running)
            {
                yield return new Step.Start(observer.Id, form, Gate.Serves) { Stage = Stage.Join, Reason = Reason };
            }
            else if (!observer.Serving || observer.Outdated || CurrentMembership.ListOf(observer)?.SameAs(Wanted) != true)
            {
                yield return new Step.Restart(observer.Id, form, Gate.Serves, [])
                {
                    Stage = Stage.Join, Reason = Reason,
                };
            }
        }

        var renewed = node.Steps.Where(step => step is not Step.Yield).Select(step => step.ServerId).ToHashSet();
        foreach (var server in PlanningContext.LeaderLast(Course.Servers.Where(
            server => server is { Running: true, Outdated: true } && !renewed.Contains(server.Id)
                && server.IsParticipant)))
        {
            yield return new Step.Restart(server.Id, form, Gate.Serves, Wanted.Surviving(server.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = Course.WhyRenewed(server),
            };
        }

        foreach (var leaver in Course.Leavers.Where(leaver => !leaver.Unreachable && !leaver.IsParticipant))
        {
            yield return Candidates.Retire(leaver.Server);
        }
    }
}
