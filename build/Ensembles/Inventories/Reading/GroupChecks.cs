using Ensembles.Findings;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories.Reading;

/// <summary>Checks groups and weights as QuorumHierarchical wants them: all participants are in one, or none is.</summary>
internal static class GroupChecks
{
    private static readonly string[] Names = ["group", "weight"];

    public static void Run(IReadOnlyList<FoundServer> servers, FoundMap root, Faults faults)
    {
        foreach (var observer in servers.Where(server => server.Role == Role.Observer))
        {
            foreach (var name in Names.Where(name => observer.Map.Number(name) is not null))
            {
                faults.Error(InventoryCodes.ObserverWithWeight,
                    observer.Map.Place(name), "is for a participant: an observer has no vote",
                    "remove it, or write role: participant");
            }
        }

        var voters = servers.Where(server => server.Role == Role.Participant).ToList();
        var grouped = voters.Where(server => server.Group is not null).ToList();
        foreach (var voter in grouped.Count == 0 ? voters.Where(voter => voter.Weight is not null) : [])
        {
            faults.Error(InventoryCodes.WeightWithoutGroup,
                voter.Map.Place("weight"), "counts in a group only, and no server has one",
                "give every participant a group, all the same one if weights are all you want");
        }

        foreach (var voter in grouped.Count == 0 ? [] : voters.Except(grouped))
        {
            faults.Error(InventoryCodes.ParticipantWithoutGroup,
                voter.Map, "has no group, and other participants have: ZooKeeper would not start",
                "give every participant a group");
        }

        if (grouped.Count == 0 || grouped.Count < voters.Count || root.List("servers") is not { } list)
        {
            return;
        }

        var weights = grouped.GroupBy(server => server.Group!.Value)
            .Select(group => group.Sum(server => server.Weight ?? 1)).Where(weight => weight > 0).ToList();
        if (weights.Count == 0)
        {
            faults.Error(InventoryCodes.NoWeight, list, "has weights of 0 only: no set of servers would be a quorum",
                "give at least one participant a weight");
        }
        else if (weights.Count == 2)
        {
            faults.Warning(InventoryCodes.TwoGroups,
                list, "has two groups that count, and a quorum needs both: the loss of either stops writes",
                "use one group, or three");
        }
    }
}
