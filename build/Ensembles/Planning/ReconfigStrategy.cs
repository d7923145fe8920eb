using System.Collections.Immutable;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>
/// Members first become a dynamic ensemble (a single server: a quorum of one, whose data are then the only quorum
/// that can exist), joiners follow without a vote, and one reconfig makes them participants and lets leavers go.
/// </summary>
internal static class ReconfigStrategy
{
    public static IEnumerable<Step> Steps(PlanningContext context) =>
    [
        .. Members(context),
        .. Joiners(context, server => !Moves(context, server)),
        .. Moving(context),
        .. Promotion(context),
        .. Leavers(context),
    ];

    private static IEnumerable<Step> Members(PlanningContext context)
    {
        var members = context.Membership.Members;
        var initial = new MembershipForm.DynamicInitial(
            [.. members.Lines.Values.Select(line => WithClient(context, line))]);
        var single = members.Lines.Count == 1;
        var down = PlanningContext.NewestFirst(context.Members.Where(server => !server.Serving)).ToList();
        var serving = members.Participants.Where(id => context.State(id).Serving).ToHashSet();
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

        foreach (var server in PlanningContext.LeaderLast(context.Members.Where(server => server.Serving)))
        {
            var convert = server.RunningConfig is RunningConfig.Alone or RunningConfig.Static;
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
                            : context.WhyRenewed(server),
                };
            }
        }
    }

    private static IEnumerable<Step> Joiners(PlanningContext context, Func<ServerState, bool> wanted)
    {
        // Joiners can be taken in only by an ensemble that already is a dynamic one: until then they are held back, and
        // beside a single server always, so that they do not compete with its restart for the machine.
        var ready = context.Membership is { Kind: CurrentMembershipKind.Dynamic, Members.Lines.Count: > 1 }
            && context.All.Any(server => server.Serving);
        var members = context.Membership.Members;
        foreach (var joiner in context.Joiners.Where(joiner => wanted(joiner) && (!joiner.Serving || joiner.Outdated)))
        {
            // The leader must be in it, also one that is to move: votes for a stranger are ignored (validVoter).
            var known = Moves(context, joiner) ? members.Without(context.Moving) : members;
            ImmutableArray<ServerLine> list =
            [
                .. known.Lines.Values.Select(line => WithClient(context, line)), joiner.Server.Line(Role.Observer),
            ];
            var form = new MembershipForm.DynamicInitial(list);
            var reason = "its own list names it an observer: it copies the data and cannot vote, so it cannot harm";
            var stage = ready && !Moves(context, joiner) ? Stage.StartNew : Stage.Join;
            var other = joiner.Serving || CurrentMembership.ListOf(joiner)?.SameAs(MemberList.Of(list)) == false;
            yield return joiner.Running && other
                ? new Step.Restart(joiner.Id, form, Gate.Serves, []) { Stage = stage, Reason = reason }
                : new Step.Start(joiner.Id, form, Gate.Serves, Together: true) { Stage = stage, Reason = reason };
        }
    }

    /// <summary>
    /// An id goes to another host only when it is no server's: out of the configuration, its server stopped, and what it
    /// held acknowledged by those that stay.
    /// </summary>
    private static IEnumerable<Step> Moving(PlanningContext context)
    {
        var leaving = context.Leaving.Where(leaver => Moves(context, leaver))
            .Select(leaver => leaver.Id).ToImmutableArray();
        return
        [
            .. leaving.IsEmpty ? (Step[])[] :
            [
                new Step.Reconfigure([])
                {
                    Leaving = leaving,
                    Members = context.IsHierarchical
                        ? [.. context.Membership.Members.Without(leaving).Lines.Values.Select(line =>
                            WithClient(context, line))]
                        : [],
                    Stage = Stage.Join,
                    Reason = "its id goes to another host: until that holds the data, " +
                        "the others are a majority without it",
                },
            ],
            .. context.Leavers.Where(leaver => Moves(context, leaver)).Select(leaver => new Step.Retire(leaver.Server)
            {
                Stage = Stage.Join,
                Reason = "two servers must never claim one id; what it held is acknowledged by those that stay",
            }),
            .. Joiners(context, server => Moves(context, server)),
        ];
    }

    private static IEnumerable<Step> Promotion(PlanningContext context)
    {
        var joining = context.Joiners.Select(server => server.Server.Line()).ToImmutableArray();
        var leaving = context.Leaving.Select(server => server.Id).Except(context.Moving).ToImmutableArray();
        var changed = context.Changed.Select(server => server.Server.Line()).ToImmutableArray();
        if (!joining.IsEmpty || !leaving.IsEmpty || !changed.IsEmpty)
        {
            var leads = context.Leaving.Any(server => server.Leads && leaving.Contains(server.Id))
                || context.Changed.Any(server => server.Leads && !server.IsParticipant);
            yield return new Step.Reconfigure(joining)
            {
                Leaving = leaving,
                Changed = changed,
                Members = context.IsHierarchical ? [.. context.Servers.Select(server => server.Server.Line())] : [],
                Stage = joining.IsEmpty && !leaving.IsEmpty ? Stage.Leave : Stage.Join,
                Reason = (joining.IsEmpty && leaving.IsEmpty
                    ? "members get another role or weight without a restart; both the old and the new quorum must " +
                        "acknowledge it, so no window opens"
                    : joining.IsEmpty
                    ? "a majority of those that stay must acknowledge it too, " +
                        "so they hold every write before any server stops"
                    : "all joiners hold the data; both the old and the new majority must acknowledge it, " +
                        "so no window opens")
                    + (leads ? "; the leader leaves: another takes over, clients wait for one election" : ""),
            };
        }
    }

    private static IEnumerable<Step> Leavers(PlanningContext context) => context.Leavers
        .Where(leaver => !leaver.Unreachable && !context.Moving.Contains(leaver.Id))
        .Select(leaver => new Step.Retire(leaver.Server)
        {
            Stage = Stage.Leave,
            Reason = "no configuration names it any more: no server needs it",
        });

    private static bool Moves(PlanningContext context, ServerState server) => context.Moving.Contains(server.Id);

    /// <summary>Files that ZooKeeper has split itself are kept; before that the list is ours to write.</summary>
    private static MembershipForm FormOf(ServerState server, MembershipForm initial) =>
        server.RunningConfig is RunningConfig.Dynamic { Kept: { } kept, Members.Version: > 0 } ? kept : initial;

    /// <summary>A dynamic list needs client ports; a static one may lack them.</summary>
    private static ServerLine WithClient(PlanningContext context, ServerLine line) =>
        line.ClientPort is null && context.All.FirstOrDefault(server => server.Id == line.Id) is { } known
            ? line with { ClientPort = known.Server.Ports.Client }
            : line;
}
