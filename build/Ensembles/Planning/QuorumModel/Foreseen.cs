using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Compares what servers show after some steps of a plan with what the plan takes them to be by then: which of them
/// run, and whose votes each of them counts. Pure.
/// </summary>
public static class Foreseen
{
    /// <param name="before">The inventory's servers and the leavers, as the plan was made from.</param>
    /// <param name="done">The steps that have been executed since, in the order of the plan.</param>
    /// <param name="now">The same servers as they are now; those that have left may be missing.</param>
    /// <returns>
    /// A sentence for each server that is otherwise than foreseen. None where the model does not follow the steps to
    /// their end, as with a risk that was accepted, and none for an id that moves to another host.
    /// </returns>
    public static ImmutableArray<string> Differences(
        Inventory inventory, (IReadOnlyList<ServerState> Servers, ImmutableArray<ServerState> Leavers) before,
        ImmutableArray<Step> done, (IReadOnlyList<ServerState> Servers, ImmutableArray<ServerState> Leavers) now)
    {
        var (planned, measured) = (All(inventory, before), All(inventory, now));
        var start = InitialState.Of(inventory, planned);
        ModelState[] starts = SafetyProof.MayRunOn(start, done) ? [start, start with { Yields = false }] : [start];
        var checkers = Array.ConvertAll(starts, one => new PlanChecker(one, done));
        var verdicts = Array.ConvertAll(checkers, checker => checker.Check());
        if (verdicts[0] is not Verdict.Safe)
        {
            return [];
        }

        var shown = InitialState.Of(inventory, measured);
        return
        [
            .. start.Servers.Select(server => server.Id)
                .Where(id => measured.Concat(planned).Where(state => state.Id == id)
                    .Select(state => state.Server.Host).Distinct().Count() < 2)
                .Select(id => Difference(id, [.. checkers.Select(checker => checker.End).OfType<ModelState>()], shown))
                .OfType<string>(),
        ];
    }

    /// <param name="foreseen">Each is right.</param>
    private static string? Difference(int id, ModelState[] foreseen, ModelState shown)
    {
        var other = shown.Servers.FirstOrDefault(server => server.Id == id);
        var differences = Array.ConvertAll(foreseen, state => Difference(state.Server(id), state, other, shown));
        return Array.Exists(differences, difference => difference is null) ? null : differences[0];
    }

    private static IReadOnlyList<ServerState> All(
        Inventory inventory, (IReadOnlyList<ServerState> Servers, ImmutableArray<ServerState> Leavers) seen) =>
        PlanningContext.Of(inventory, seen.Servers, seen.Leavers).All;

    private static string? Difference(ModelServer server, ModelState foreseen, ModelServer? other, ModelState shown)
    {
        if (server.Running != (other?.Running ?? false))
        {
            return server.Running
                ? $"Server {server.Id} should run by now, and it does not."
                : $"Server {server.Id} should be down by now, and it runs.";
        }

        var (expected, actual) = (Voters(server, foreseen), Voters(other, shown));
        return server.Running && other is { } seen && seen.Link != server.Link
            ? $"Server {server.Id} should speak {server.Link} to the others by now, and speaks {seen.Link}."
            : !server.Running || expected == actual ? null
            : $"Server {server.Id} should run with the voters {expected} by now, and runs with {actual}.";
    }

    private static string Voters(ModelServer? server, ModelState state) =>
        server?.RunningView is { } view ? string.Join(", ", state.Ids(view.Voters).Order()) : "none";
}
