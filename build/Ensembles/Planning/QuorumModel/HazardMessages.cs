using System.Numerics;

namespace Ensembles.Planning.QuorumModel;

/// <summary>Hazards as an operator reads them.</summary>
internal static class HazardMessages
{
    public static string Of(Hazard hazard, ModelState state) => hazard switch
    {
        Hazard.Loss loss =>
            $"{Who(state, loss.Electing)} {Share(state, loss.Electing)} and elect a leader without " +
            (IsEmpty(state, loss.Electing) ? "the data." : "a write that others have acknowledged."),
        Hazard.Replacement other =>
            $"{Who(state, other.Electing)} {Share(state, other.Electing)} and elect server " +
            $"{Names(state, other.Foreign)}, whose data are from a different ensemble and newer: " +
            "they replace the ensemble's.",
        Hazard.Split split =>
            $"{Who(state, split.One)} {Share(state, split.One)}, while {Who(state, split.Other)} " +
            $"{Share(state, split.Other)}: two leaders at the same time, " +
            "each acknowledges writes that the other lacks.",
        Hazard.Office office =>
            $"{Who(state, office.Electing)} {Share(state, office.Electing)}, while server {Names(state, office.Leader)} goes on leading: " +
            "ZooKeeper 3.4 counts every learner that follows" + (office.Unlisted == 0 ? "" : $", also {Who(state, office.Unlisted)}, which its list does not name") +
            ". Two leaders at the same time: each acknowledges writes that the other lacks.",
        _ => throw new InvalidOperationException($"There are no words for {hazard}."),
    };

    private static string Who(ModelState state, uint servers)
    {
        var count = BitOperations.PopCount(servers);
        var only = count == 1;
        var empty = !IsEmpty(state, servers) ? ""
            : only ? ", empty,"
            : count == 2 ? ", both empty,"
            : ", all empty,";
        return $"{(only ? "server" : "servers")} {Names(state, servers)}{empty}";
    }

    private static string Share(ModelState state, uint servers)
    {
        var own = state.Servers.First(server => (server.Bit & servers) != 0 && server.View is not null).View!.Value;
        if (own.Rule is not null)
        {
            return "have the weight of a quorum";
        }

        var of = BitOperations.PopCount(own.Voters);
        var count = BitOperations.PopCount(servers & own.Voters);
        return count == 1 && of == 1 ? "is a majority by itself" : $"are {count} of {of}";
    }

    private static bool IsEmpty(ModelState state, uint servers) =>
        state.Servers.Where(server => (server.Bit & servers) != 0).All(server => server.Data == DataOrigin.Nothing);

    private static string Names(ModelState state, uint servers)
    {
        var ids = state.Ids(servers).ToList();
        return ids.Count == 1 ? $"{ids[0]}" : $"{string.Join(", ", ids.SkipLast(1))} and {ids[^1]}";
    }
}
