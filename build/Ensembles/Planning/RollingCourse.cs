using System.Collections.Immutable;
using Ensembles.Planning.Model;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>
/// Other lists by restarts, in as few rungs as can be proved safe: each rung restarts every member once, the leader
/// last. Upwards one rung is enough, if only so many joiners run while the old list still has a majority. Downwards an
/// old and a new majority must share a server.
/// </summary>
internal static class RollingCourse
{
    /// <summary>Orders to be proved, those with the fewest restarts first.</summary>
    public static IEnumerable<IEnumerable<Step>> Orders(Course course)
    {
        var (standing, begun) = (course.Standing.Members, Begun(course));
        var isFew = course.All.Count(Course.IsParticipant) <= QuorumModel.MostVoters;
        IReadOnlyList<MemberList>[] ways =
        [
            .. begun.Count > 0 && isFew
                ? [[.. begun, .. FewRungs(course, begun[^1])]] : (IReadOnlyList<MemberList>[])[],
            .. begun.Count > 0 ? [[.. begun, .. Ladder(course, begun[^1])]] : (IReadOnlyList<MemberList>[])[],
            .. isFew ? [FewRungs(course, standing)] : (IReadOnlyList<MemberList>[])[],
            Ladder(course, standing),
        ];
        ways = [.. ways.Where(way => way.All(rung => rung.IsWhole))];
        return
        [
            .. (from way in ways
                from thrift in Thrift.All
                where way.Count > 1 || thrift == Thrift.None with { LeaversUp = thrift.LeaversUp }
                where !thrift.LeaversUp || course.Leavers.Any(leaver => !leaver.Serving)
                select Steps(course, way, thrift).ToList())
            .OrderBy(steps => steps.Count(step => step is Step.Restart))
                .DistinctBy(steps => string.Join(';', steps.Select(step => step.Signature))),
        ];
    }

    /// <summary>All joiners first and one rung for all, as articles have it.</summary>
    public static IEnumerable<Step> Jump(Course course) =>
        Steps(course, [ListOf(course)], Thrift.None, joinersFirst: true);

    /// <summary>The list that the inventory wants.</summary>
    public static MemberList ListOf(Course course) =>
        MemberList.Of(course.Servers.Select(server => server.Server.Line()));

    public static MembershipForm Form(MemberList list) => list.Lines.Count == 1
        ? new MembershipForm.Standalone()
        : new MembershipForm.Static([.. list.Lines.Values]);

    private static IEnumerable<Step> Steps(
        Course course, IReadOnlyList<MemberList> rungs, Thrift thrift, bool joinersFirst = false)
    {
        var below = course.Standing.Members;
        rungs = [.. rungs.Where(rung => !rung.SameAs(below))];
        var roll = new Roll(course, rungs, thrift, joinersFirst);
        roll.Wake(below);
        if (course.Standing.Kind == StandingKind.Static || rungs.Count == 0)
        {
            // A roll that was interrupted goes on to the next list; restoring the one before would only add restarts.
            var begun = course.Members.Any(server => Standing.ListOf(server) is { } list && !list.SameAs(below));
            if (!begun)
            {
                roll.Restore(below);
            }
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
    public static IEnumerable<MemberList> Rungs(Course course) =>
        FewRungs(course, course.Standing.Members).Concat(Ladder(course, course.Standing.Members));

    /// <summary>
    /// Lists between the present one and the wanted one that servers have already: an interrupted roll goes on with
    /// the rungs that it has begun, whichever it would choose today. Each takes somebody in or lets somebody go.
    /// </summary>
    private static List<MemberList> Begun(Course course)
    {
        var (last, wanted) = (course.Standing.Members, ListOf(course));
        List<MemberList> rungs = [];
        foreach (var list in Known(course).Where(list => !list.SameAs(wanted))
            .OrderBy(list => Standing.Progress(list, course.Inventory)))
        {
            var isNext = Standing.Progress(list, course.Inventory) > Standing.Progress(last, course.Inventory)
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
    public static IReadOnlyList<MemberList> Known(Course course) =>
        Distinct(course.All.SelectMany(server => new[] { Standing.ListOf(server), Standing.FiledBy(server) })
            .OfType<MemberList>());

    public static ImmutableArray<MemberList> Distinct(IEnumerable<MemberList> lists) =>
        lists.Aggregate(ImmutableArray<MemberList>.Empty, (known, list) =>
            known.Any(other => other.SameAs(list)) ? known : known.Add(list));

    private static IReadOnlyList<MemberList> FewRungs(Course course, MemberList list)
    {
        List<MemberList> rungs = [];
        var joining = course.Joiners.Where(server => IsVoter(course, server) && !list.Contains(server.Id))
            .Concat(Promoted(course, list)).ToList();
        if (joining.Count > 0)
        {
            rungs.Add(list = list.With(joining.Select(server => server.Server.Line())));
        }

        var leaving = LeavingOf(course, list);
        while (leaving.Count > 0)
        {
            var (members, majority, now) = (list.Participants.Count(), list.Majority, list);
            var several = Enumerable.Range(1, leaving.Count).LastOrDefault(
                count => list.IsHierarchical
                    ? Let(course, now, [.. leaving.Take(count)]).Intersects(now)
                    : QuorumRule.MoreThanHalf(members - count) > members - majority, 1);
            rungs.Add(list = Let(course, list, [.. Enumerable.Range(0, several).Select(_ => leaving.Dequeue())]));
        }

        return Finish(course, rungs, list);
    }

    /// <summary>
    /// One joiner or one leaver with each rung: joiners and leavers by turns, then ids that move; observers change no
    /// quorum and go with the last rung.
    /// </summary>
    private static IReadOnlyList<MemberList> Ladder(Course course, MemberList list)
    {
        List<MemberList> rungs = [];
        var joining = new Queue<ServerState>(
            course.Joiners.Where(server => IsVoter(course, server) && !list.Contains(server.Id))
                .Concat(Promoted(course, list)));
        var leaving = LeavingOf(course, list);
        while (joining.Count + leaving.Count > 0)
        {
            if (joining.Count > 0)
            {
                var several = Math.Min(list.Lines.Count == 1 ? 2 : 1, joining.Count);
                rungs.Add(list = list.With(Enumerable.Range(0, several).Select(_ => joining.Dequeue().Server.Line())));
            }

            if (leaving.Count > 0)
            {
                rungs.Add(list = Let(course, list, [leaving.Dequeue()]));
            }
        }

        return Finish(course, rungs, list);
    }

    private static IReadOnlyList<MemberList> Finish(Course course, List<MemberList> rungs, MemberList list)
    {
        foreach (var id in course.Moving.Where(id => course.Wanted(id) is var server && Course.IsParticipant(server)))
        {
            rungs.Add(list = list.Without([id]).With([course.Wanted(id).Server.Line()]));
        }

        return [.. rungs.SkipLast(1), ListOf(course)];
    }

    private static Queue<ServerState> LeavingOf(Course course, MemberList list) =>
        new(course.Leaving.Where(server => IsVoter(course, server) && list.Contains(server.Id))
            .Concat(course.Changed.Where(server =>
                !Course.IsParticipant(server) && list.Participants.Contains(server.Id))));

    /// <summary>Observers of the list that are to vote.</summary>
    private static IEnumerable<ServerState> Promoted(Course course, MemberList list) => course.Changed.Where(
        server => Course.IsParticipant(server) && list.Contains(server.Id) && !list.Participants.Contains(server.Id));

    /// <summary>These leave the list, or stay in it as observers.</summary>
    private static MemberList Let(Course course, MemberList list, IReadOnlyCollection<ServerState> servers)
    {
        var observers = course.Changed.Select(server => server.Id).ToHashSet();
        return list.Without([.. servers.Select(server => server.Id).Where(id => !observers.Contains(id))])
            .With(servers.Where(server => observers.Contains(server.Id)).Select(server => server.Server.Line()));
    }

    private static bool IsVoter(Course course, ServerState server) =>
        Course.IsParticipant(server) && !course.Moving.Contains(server.Id);
}
