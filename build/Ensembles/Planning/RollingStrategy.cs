using System.Collections.Immutable;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>
/// Other lists by restarts, in as few rungs as can be proved safe: each rung restarts every member once, the leader
/// last. Upwards one rung is enough, if only so many joiners run while the old list still has a majority. Downwards an
/// old and a new majority must share a server.
/// </summary>
internal static class RollingStrategy
{
    /// <summary>Orders to be proved, those with the fewest restarts first.</summary>
    public static IEnumerable<IEnumerable<Step>> Orders(PlanningContext context)
    {
        var (membership, begun) = (context.Membership.Members, Begun(context));
        var isFew = context.All.Count(server => server.IsParticipant) <= SafetyProof.MostVoters;
        IReadOnlyList<MemberList>[] ways =
        [
            .. begun.Count > 0 && isFew
                ? [[.. begun, .. FewRungs(context, begun[^1])]] : (IReadOnlyList<MemberList>[])[],
            .. begun.Count > 0 ? [[.. begun, .. Ladder(context, begun[^1])]] : (IReadOnlyList<MemberList>[])[],
            .. isFew ? [FewRungs(context, membership)] : (IReadOnlyList<MemberList>[])[],
            Ladder(context, membership),
        ];
        ways = [.. ways.Where(way => way.All(rung => rung.IsWhole))];
        return
        [
            .. (from way in ways
                from options in RollOptions.All
                where way.Count > 1 || options == RollOptions.None with { LeaversUp = options.LeaversUp }
                where !options.LeaversUp || context.Leavers.Any(leaver => !leaver.Serving)
                select Steps(context, way, options).ToList())
            .OrderBy(steps => steps.Count(step => step is Step.Restart))
                .DistinctBy(steps => string.Join(';', steps.Select(step => step.Signature))),
        ];
    }

    /// <summary>All joiners first and one rung for all, as articles have it.</summary>
    public static IEnumerable<Step> Jump(PlanningContext context) =>
        Steps(context, [ListOf(context)], RollOptions.None, joinersFirst: true);

    /// <summary>The list that the inventory wants.</summary>
    public static MemberList ListOf(PlanningContext context) =>
        MemberList.Of(context.Servers.Select(server => server.Server.Line()));

    public static MembershipForm Form(MemberList list) => list.Lines.Count == 1
        ? new MembershipForm.Standalone()
        : new MembershipForm.Static([.. list.Lines.Values]);

    private static IEnumerable<Step> Steps(
        PlanningContext context, IReadOnlyList<MemberList> rungs, RollOptions options, bool joinersFirst = false)
    {
        var below = context.Membership.Members;
        rungs = [.. rungs.Where(rung => !rung.SameAs(below))];
        var roll = new RestartOrder(context, rungs, options, joinersFirst);
        roll.Wake(below);
        if (context.Membership.Kind == CurrentMembershipKind.Static || rungs.Count == 0)
        {
            // A roll that was interrupted goes on to the next list; restoring the one before would only add restarts.
            var begun = context.Members.Any(server => CurrentMembership.ListOf(server) is { } list && !list.SameAs(below));
            if (!begun)
            {
                roll.Restore(below);
            }
        }

        if (!context.Inventory.Release.Version.CountsVotersOnly && context.Leader is not null)
        {
            // A leader stays in office by whoever follows it, listed or not.
            roll.RetireOthers(running: true);
        }

        foreach (var rung in rungs)
        {
            roll.Climb(below, rung);
            below = rung;
        }

        roll.Renew(below);
        roll.RetireOthers();
        return roll.Steps;
    }

    /// <summary>Every list on some way from the present one to the wanted one.</summary>
    public static IEnumerable<MemberList> Rungs(PlanningContext context) =>
        FewRungs(context, context.Membership.Members).Concat(Ladder(context, context.Membership.Members));

    /// <summary>
    /// Lists between the present one and the wanted one that servers have already: an interrupted roll goes on with
    /// the rungs that it has begun, whichever it would choose today. Each takes a server in or lets one go.
    /// </summary>
    private static List<MemberList> Begun(PlanningContext context)
    {
        var (last, wanted) = (context.Membership.Members, ListOf(context));
        List<MemberList> rungs = [];
        foreach (var list in Known(context).Where(list => !list.SameAs(wanted))
            .OrderBy(list => CurrentMembership.Progress(list, context.Inventory)))
        {
            var isNext = CurrentMembership.Progress(list, context.Inventory) > CurrentMembership.Progress(last, context.Inventory)
                && list.Lines.Values.All(line => last.Names(line) || wanted.Names(line))
                && last.Lines.Values.All(line => list.Names(line) || !wanted.Names(line));
            if (isNext)
            {
                rungs.Add(last = list);
            }
        }

        return rungs;
    }

    /// <summary>Lists that servers run with or would start with, each once.</summary>
    public static IReadOnlyList<MemberList> Known(PlanningContext context) =>
        Distinct(context.All.SelectMany(server => new[] { CurrentMembership.ListOf(server), CurrentMembership.OnDiskListOf(server) })
            .OfType<MemberList>());

    public static ImmutableArray<MemberList> Distinct(IEnumerable<MemberList> lists) =>
        lists.Aggregate(ImmutableArray<MemberList>.Empty, (known, list) =>
            known.Any(other => other.SameAs(list)) ? known : known.Add(list));

    private static IReadOnlyList<MemberList> FewRungs(PlanningContext context, MemberList list)
    {
        List<MemberList> rungs = [];
        var joining = context.Joiners.Where(server => IsVoter(context, server) && !list.Contains(server.Id))
            .Concat(Promoted(context, list)).ToList();
        if (joining.Count > 0)
        {
            rungs.Add(list = list.With(joining.Select(server => server.Server.Line())));
        }

        var leaving = LeavingOf(context, list);
        while (leaving.Count > 0)
        {
            var (members, majority, now) = (list.Participants.Count(), list.Majority, list);
            var several = Enumerable.Range(1, leaving.Count).LastOrDefault(
                count => list.IsHierarchical
                    ? Let(context, now, [.. leaving.Take(count)]).Intersects(now)
                    : QuorumRule.MoreThanHalf(members - count) > members - majority, 1);
            rungs.Add(list = Let(context, list, [.. Enumerable.Range(0, several).Select(_ => leaving.Dequeue())]));
        }

        return Finish(context, rungs, list);
    }

    /// <summary>
    /// One joiner or one leaver with each rung: joiners and leavers by turns, then ids that move; observers change no
    /// quorum and go with the last rung.
    /// </summary>
    private static IReadOnlyList<MemberList> Ladder(PlanningContext context, MemberList list)
    {
        List<MemberList> rungs = [];
        var joining = new Queue<ServerState>(
            context.Joiners.Where(server => IsVoter(context, server) && !list.Contains(server.Id))
                .Concat(Promoted(context, list)));
        var leaving = LeavingOf(context, list);
        while (joining.Count + leaving.Count > 0)
        {
            if (joining.Count > 0)
            {
                var several = Math.Min(list.Lines.Count == 1 ? 2 : 1, joining.Count);
                rungs.Add(list = list.With(Enumerable.Range(0, several).Select(_ => joining.Dequeue().Server.Line())));
            }

            if (leaving.Count > 0)
            {
                rungs.Add(list = Let(context, list, [leaving.Dequeue()]));
            }
        }

        return Finish(context, rungs, list);
    }

    private static IReadOnlyList<MemberList> Finish(PlanningContext context, List<MemberList> rungs, MemberList list)
    {
        foreach (var id in context.Moving.Where(id => context.Wanted(id) is var server && server.IsParticipant))
        {
            rungs.Add(list = list.Without([id]).With([context.Wanted(id).Server.Line()]));
        }

        return [.. rungs.SkipLast(1), ListOf(context)];
    }

    private static Queue<ServerState> LeavingOf(PlanningContext context, MemberList list) =>
        new(context.Leaving.Where(server => IsVoter(context, server) && list.Contains(server.Id))
            .Concat(context.Changed.Where(server =>
                !server.IsParticipant && list.Participants.Contains(server.Id))));

    /// <summary>Observers of the list that are to vote.</summary>
    private static IEnumerable<ServerState> Promoted(PlanningContext context, MemberList list) => context.Changed.Where(
        server => server.IsParticipant && list.Contains(server.Id) && !list.Participants.Contains(server.Id));

    /// <summary>These leave the list, or stay in it as observers.</summary>
    private static MemberList Let(PlanningContext context, MemberList list, IReadOnlyCollection<ServerState> servers)
    {
        var observers = context.Changed.Select(server => server.Id).ToHashSet();
        return list.Without([.. servers.Select(server => server.Id).Where(id => !observers.Contains(id))])
            .With(servers.Where(server => observers.Contains(server.Id)).Select(server => server.Server.Line()));
    }

    private static bool IsVoter(PlanningContext context, ServerState server) =>
        server.IsParticipant && !context.Moving.Contains(server.Id);
}
