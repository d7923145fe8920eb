using System.Collections.Immutable;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>
/// Members first become a dynamic ensemble (a single server: a quorum of one, whose data are then the only quorum
/// that can exist), joiners follow without a vote, and one reconfig makes them participants and lets leavers go.
/// </summary>
internal static class ReconfigCourse
{
    public static IEnumerable<Step> Steps(Course course) =>
    [
        .. Members(course),
        .. Joiners(course, server => !Moves(course, server)),
        .. Moving(course),
        .. Promotion(course),
        .. Leavers(course),
    ];

    private static IEnumerable<Step> Members(Course course)
    {
        var members = course.Standing.Members;
        var initial = new MembershipForm.DynamicInitial(
            [.. members.Lines.Values.Select(line => WithClient(course, line))]);
        var single = members.Lines.Count == 1;
        var down = course.Members.Where(server => !server.Serving).OrderBy(server => server.Id).ToList();
        var serving = members.Participants.Where(id => course.State(id).Serving).ToHashSet();
        foreach (var server in down)
        {
            serving.Add(server.Id);
            var gate = !members.IsQuorum(serving) ? Gate.Waits : single ? Gate.ServesDynamic : Gate.Serves;
            yield return new Step.Start(server.Id, FormOf(server, initial), gate)
            {
                Stage = Stage.StartNew,
                Reason = "it is a member and does not serve: first the ensemble is whole again",
            };
        }

        foreach (var server in Course.LeaderLast(course.Members.Where(server => server.Serving)))
        {
            var convert = server.InForce is InForce.Alone or InForce.Static;
            if (convert || server.Outdated)
            {
                yield return new Step.Restart(
                    server.Id, FormOf(server, initial), single ? Gate.ServesDynamic : Gate.Serves,
                    members.Surviving(server.Id))
                {
                    Stage = Stage.RollingRestart,
                    Reason = single && convert
                        ? "once, as a quorum of one: its data are the only quorum that can exist, so no empty server " +
                          "can ever outvote it; the only stop of this expansion"
                        : convert
                            ? "turns its static list into a dynamic one, same members" +
                                (server.Leads ? "; the leader last" : "")
                            : course.WhyRenewed(server),
                };
            }
        }
    }

    private static IEnumerable<Step> Joiners(Course course, Func<ServerState, bool> wanted)
    {
        // Joiners can be taken in only by an ensemble that already is a dynamic one: until then they are held back, and
        // beside a single server always, so that they do not compete with its restart for the machine.
        var ready = course.Standing is { Kind: StandingKind.Dynamic, Members.Lines.Count: > 1 }
            && course.All.Any(server => server.Serving);
        var members = course.Standing.Members;
        foreach (var joiner in course.Joiners.Where(joiner => wanted(joiner) && (!joiner.Serving || joiner.Outdated)))
        {
            // Whoever leads must be in it, also one that is to move: votes for a stranger are ignored (validVoter).
            var known = Moves(course, joiner) ? members.Without(course.Moving) : members;
            ImmutableArray<ServerLine> list =
            [
                .. known.Lines.Values.Select(line => WithClient(course, line)), joiner.Server.Line(Role.Observer),
            ];
            var form = new MembershipForm.DynamicInitial(list);
            var reason = "its own list names it an observer: it copies the data and cannot vote, so it cannot harm";
            var stage = ready && !Moves(course, joiner) ? Stage.StartNew : Stage.Join;
            var other = joiner.Serving || Standing.ListOf(joiner)?.SameAs(MemberList.Of(list)) == false;
            yield return joiner.Running && other
                ? new Step.Restart(joiner.Id, form, Gate.Serves, []) { Stage = stage, Reason = reason }
                : new Step.Start(joiner.Id, form, Gate.Serves, Together: true) { Stage = stage, Reason = reason };
        }
    }

    /// <summary>
    /// An id goes to another host only when it is nobody's: out of the configuration, its server stopped, and what it
    /// held acknowledged by those that stay.
    /// </summary>
    private static IEnumerable<Step> Moving(Course course)
    {
        var leaving = course.Leaving.Where(leaver => Moves(course, leaver))
            .Select(leaver => leaver.Id).ToImmutableArray();
        return
        [
            .. leaving.IsEmpty ? (Step[])[] :
            [
                new Step.Reconfigure([])
                {
                    Leaving = leaving,
                    Members = course.IsHierarchical
                        ? [.. course.Standing.Members.Without(leaving).Lines.Values.Select(line =>
                            WithClient(course, line))]
                        : [],
                    Stage = Stage.Join,
                    Reason = "its id goes to another host: until that holds the data, " +
                        "the others are a majority without it",
                },
            ],
            .. course.Leavers.Where(leaver => Moves(course, leaver)).Select(leaver => new Step.Retire(leaver.Server)
            {
                Stage = Stage.Join,
                Reason = "two servers must never claim one id; what it held is acknowledged by those that stay",
            }),
            .. Joiners(course, server => Moves(course, server)),
        ];
    }

    private static IEnumerable<Step> Promotion(Course course)
    {
        var joining = course.Joiners.Select(server => server.Server.Line()).ToImmutableArray();
        var leaving = course.Leaving.Select(server => server.Id).Except(course.Moving).ToImmutableArray();
        var changed = course.Changed.Select(server => server.Server.Line()).ToImmutableArray();
        if (!joining.IsEmpty || !leaving.IsEmpty || !changed.IsEmpty)
        {
            var leads = course.Leaving.Any(server => server.Leads && leaving.Contains(server.Id))
                || course.Changed.Any(server => server.Leads && !Course.IsParticipant(server));
            yield return new Step.Reconfigure(joining)
            {
                Leaving = leaving,
                Changed = changed,
                Members = course.IsHierarchical ? [.. course.Servers.Select(server => server.Server.Line())] : [],
                Stage = joining.IsEmpty && !leaving.IsEmpty ? Stage.Leave : Stage.Join,
                Reason = (joining.IsEmpty && leaving.IsEmpty
                    ? "members get another role or weight without a restart; both the old and the new quorum must " +
                        "acknowledge it, so no window opens"
                    : joining.IsEmpty
                    ? "a majority of those that stay must acknowledge it too, " +
                        "so they hold every write before anybody stops"
                    : "all joiners hold the data; both the old and the new majority must acknowledge it, " +
                        "so no window opens")
                    + (leads ? "; the leader leaves: another takes over, clients wait for one election" : ""),
            };
        }
    }

    private static IEnumerable<Step> Leavers(Course course) => course.Leavers
        .Where(leaver => !leaver.Unreachable && !course.Moving.Contains(leaver.Id))
        .Select(leaver => new Step.Retire(leaver.Server)
        {
            Stage = Stage.Leave,
            Reason = "no configuration names it any more: nobody misses it",
        });

    private static bool Moves(Course course, ServerState server) => course.Moving.Contains(server.Id);

    /// <summary>Files that ZooKeeper has split itself are kept; before that the list is ours to write.</summary>
    private static MembershipForm FormOf(ServerState server, MembershipForm initial) =>
        server.InForce is InForce.Dynamic { Kept: { } kept, Members.Version: > 0 } ? kept : initial;

    /// <summary>A dynamic list needs client ports; a static one may lack them.</summary>
    private static ServerLine WithClient(Course course, ServerLine line) =>
        line.ClientPort is null && course.All.FirstOrDefault(server => server.Id == line.Id) is { } known
            ? line with { ClientPort = known.Server.Ports.Client }
            : line;
}
