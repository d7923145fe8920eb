using System.Collections.Immutable;
using Ensembles.Rendering;

namespace Ensembles.Planning;

/// <summary>
/// Other lists by restarts. Each rung of the ladder is one joiner longer or one leaver shorter than the one below, so
/// that an old and a new majority always share a server; from a single server the first rung may have three, of which
/// exactly one empty server waits while the old one restarts.
/// </summary>
internal static class RollingCourse
{
    public static IEnumerable<Step> Steps(Course course) => Steps(course, Ladder(course));

    /// <summary>All joiners and leavers in one rung.</summary>
    public static IEnumerable<Step> Jump(Course course) => Steps(course, [ListOf(course)]);

    /// <summary>The list that the inventory wants.</summary>
    public static MemberList ListOf(Course course) => MemberList.Of(course.Servers.Select(server => server.Server.Line()));

    public static MembershipForm Form(MemberList list) => list.Lines.Count == 1
        ? new MembershipForm.Standalone()
        : new MembershipForm.Static([.. list.Lines.Values]);

    private static IEnumerable<Step> Steps(Course course, IEnumerable<MemberList> rungs)
    {
        var below = course.Standing.Members;
        var roll = new Roll(course);
        rungs = [.. rungs.Where(rung => !rung.SameAs(below))];
        if (course.Standing.Kind == StandingKind.Static || !rungs.Any())
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

    /// <summary>Joiners and leavers by turns, then ids that move; observers change no quorum and go with the last rung.</summary>
    private static IReadOnlyList<MemberList> Ladder(Course course)
    {
        var list = course.Standing.Members;
        List<MemberList> rungs = [];
        var joining = new Queue<ServerState>(course.Joiners.Where(server => IsVoter(course, server)));
        var leaving = new Queue<ServerState>(course.Leaving.Where(server => IsVoter(course, server)));
        while (joining.Count + leaving.Count > 0)
        {
            if (joining.Count > 0)
            {
                var several = Math.Min(list.Lines.Count == 1 ? 2 : 1, joining.Count);
                rungs.Add(list = list.With(Enumerable.Range(0, several).Select(_ => joining.Dequeue().Server.Line())));
            }

            if (leaving.Count > 0)
            {
                rungs.Add(list = list.Without([leaving.Dequeue().Id]));
            }
        }

        foreach (var id in course.Moving.Where(id => course.Wanted(id) is var server && Course.IsParticipant(server)))
        {
            rungs.Add(list = list.Without([id]).With([course.Wanted(id).Server.Line()]));
        }

        return [.. rungs.SkipLast(1), ListOf(course)];
    }

    private static bool IsVoter(Course course, ServerState server) =>
        Course.IsParticipant(server) && !course.Moving.Contains(server.Id);
}
