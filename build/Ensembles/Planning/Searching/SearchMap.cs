using System.Collections.Immutable;

namespace Ensembles.Planning.Searching;

/// <summary>What does not change while orders are tried: who there is, who is wanted, which lists count.</summary>
internal sealed class SearchMap(Course course)
{
    public Course Course { get; } = course;

    public MemberList Wanted { get; } = RollingCourse.ListOf(course);

    /// <summary>Lists that servers may be given: those that somebody has, and those on the way.</summary>
    public ImmutableArray<MemberList> Lists { get; } = RollingCourse.Distinct(
    [
        .. RollingCourse.Known(course), .. RollingCourse.Rungs(course), course.Standing.Members,
        RollingCourse.ListOf(course),
    ]);

    /// <summary>Those with a vote: observers change no quorum and come last.</summary>
    public ImmutableArray<ServerState> Voters { get; } =
        [.. course.All.Where(server => !server.Unreachable && Course.IsParticipant(server))];

    public bool IsLeaver(int id) => Course.Leavers.Any(leaver => leaver.Id == id);

    /// <summary>
    /// What is left when all that have a vote are where they should be: observers, and settings that a restart is to
    /// bring into force.
    /// </summary>
    public IEnumerable<Step> Rest(SearchNode node)
    {
        var form = RollingCourse.Form(Wanted);
        foreach (var observer in Course.Servers.Where(server => !Course.IsParticipant(server)))
        {
            const string Reason = "it has no vote and changes no quorum: it comes last";
            if (!observer.Running)
            {
                yield return new Step.Start(observer.Id, form, Gate.Serves) { Stage = Stage.Join, Reason = Reason };
            }
            else if (!observer.Serving || observer.Outdated || Standing.ListOf(observer)?.SameAs(Wanted) != true)
            {
                yield return new Step.Restart(observer.Id, form, Gate.Serves, [])
                {
                    Stage = Stage.Join, Reason = Reason,
                };
            }
        }

        var renewed = node.Steps.Where(step => step is not Step.Yield).Select(step => step.ServerId).ToHashSet();
        foreach (var server in Course.LeaderLast(Course.Servers.Where(
            server => server is { Running: true, Outdated: true } && !renewed.Contains(server.Id)
                && Course.IsParticipant(server))))
        {
            yield return new Step.Restart(server.Id, form, Gate.Serves, Wanted.Surviving(server.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = Course.WhyRenewed(server),
            };
        }

        foreach (var leaver in Course.Leavers.Where(leaver => !leaver.Unreachable && !Course.IsParticipant(leaver)))
        {
            yield return Trials.Retire(leaver.Server);
        }
    }
}
