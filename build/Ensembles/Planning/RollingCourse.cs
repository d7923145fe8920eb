using System.Collections.Immutable;
using Ensembles.Rendering;

namespace Ensembles.Planning;

/// <summary>
/// Longer lists by restarts. Each rung of the ladder is one joiner longer than the one below, so that an old and a
/// new majority always share a server; from a single server the first rung may have three, of which exactly one
/// empty server waits while the old one restarts.
/// </summary>
internal static class RollingCourse
{
    public static IEnumerable<Step> Steps(Course course)
    {
        var below = course.Standing.Members;
        var roll = new Roll(course);
        if (course.Standing.Kind == StandingKind.Static)
        {
            // A roll that was interrupted goes on to the longer list; restoring the shorter would only add restarts.
            var begun = course.Members.Any(server => Standing.ListOf(server) is { } list && !list.SameAs(below));
            if (!begun)
            {
                roll.Restore(below);
            }
        }

        foreach (var rung in Ladder(course))
        {
            roll.Climb(below, rung);
            below = rung;
        }

        roll.Renew(below);
        return roll.Steps;
    }

    private static IEnumerable<MemberList> Ladder(Course course)
    {
        var list = course.Standing.Members;
        var voters = new Queue<ServerState>(course.Joiners.Where(Course.IsParticipant));
        while (voters.Count > 0)
        {
            var several = list.Lines.Count == 1 ? 2 : 1;
            list = list.With(Enumerable.Range(0, Math.Min(several, voters.Count)).Select(_ => voters.Dequeue().Server.Line()));
            yield return list;
        }

        var observers = course.Joiners.Where(server => !Course.IsParticipant(server)).ToImmutableArray();
        if (!observers.IsEmpty)
        {
            yield return list.With(observers.Select(server => server.Server.Line()));
        }
    }

    public static MembershipForm Form(MemberList list) => new MembershipForm.Static([.. list.Lines.Values]);
}
