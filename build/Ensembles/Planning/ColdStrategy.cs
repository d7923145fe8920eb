using System.Collections.Immutable;
using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>
/// All members stop, those that stay start with the wanted list, joiners come last: old and new list are never in
/// force together. Every new quorum must hold a server of every old one, and the members alone must be one: from n
/// servers to n', n &lt;= n' &lt; 2n.
/// </summary>
internal static class ColdStrategy
{
    public static IEnumerable<Step> Steps(PlanningContext context)
    {
        var list = RollingStrategy.ListOf(context);
        var form = RollingStrategy.Form(list);
        var members = context.Members.ToList();
        var behind = members.Where(server => !server.Serving || !HasList(server, list)).ToList();
        var leavers = context.Leavers.Where(leaver => !leaver.Unreachable).ToList();
        if (behind.Exists(server => !HasList(server, list)))
        {
            yield return new Step.Cold(
                [.. behind.Where(server => server.Running).Select(server => server.Id)],
                [.. behind.Select(server => server.Id)], form,
                [.. leavers.Where(leaver => leaver.Running).Select(leaver => leaver.Server)])
            {
                Stage = Stage.RollingRestart,
                Reason = $"no server with the old list {context.Membership.Members} runs beside one with the new " +
                    $"list {list}; clients wait for one stop, one start and one election",
            };
        }
        else
        {
            foreach (var server in behind)
            {
                yield return new Step.Start(server.Id, form, Gate.Serves, Together: true)
                {
                    Stage = Stage.RollingRestart,
                    Reason = "it was stopped with the new list in its file",
                };
            }
        }

        foreach (var leaver in leavers.Where(leaver => context.Moving.Contains(leaver.Id)))
        {
            yield return Retire(leaver, "its id goes to another host, and two servers must never claim one");
        }

        foreach (var joiner in context.Joiners.Where(joiner => !joiner.Serving || !HasList(joiner, list)))
        {
            const string Reason = "those that hold the data are a majority of the new list: it can only follow them";
            yield return joiner.Running && !HasList(joiner, list)
                ? new Step.Restart(joiner.Id, form, Gate.Serves, []) { Stage = Stage.Join, Reason = Reason }
                : new Step.Start(joiner.Id, form, Gate.Serves) { Stage = Stage.Join, Reason = Reason };
        }

        foreach (var leaver in leavers.Where(leaver => !context.Moving.Contains(leaver.Id)))
        {
            yield return Retire(leaver, Step.Retire.NotNeeded);
        }
    }

    private static Step.Retire Retire(ServerState leaver, string reason) =>
        new(leaver.Server) { Stage = Stage.Leave, Reason = reason };

    private static bool HasList(ServerState server, MemberList list) => CurrentMembership.ListOf(server)?.SameAs(list) == true;
}
