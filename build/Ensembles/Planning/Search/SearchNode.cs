using System.Collections.Immutable;
using System.Text;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning.Search;

/// <summary>Where an order of steps has come to.</summary>
/// <param name="Has">By id, the list of a server; null for one that has none.</param>
/// <param name="Cost">Restarts and what clients feel of the steps so far.</param>
internal sealed record SearchNode(
    SearchContext Map, ModelState Situation, ImmutableSortedDictionary<int, MemberList?> Has, ImmutableList<Step> Steps,
    int Cost)
{
    private const int StartCosts = 1;
    private const int RestartCosts = 2;
    private const int ElectionCosts = 2;
    private const int InterruptionCosts = 20;

    public static SearchNode Start(SearchContext map, ModelState beginning) => new(
        map, beginning, map.Voters.ToImmutableSortedDictionary(server => server.Id, CurrentMembership.ListOf), [], 0);

    /// <summary>The least that the way to the end can still cost.</summary>
    public int Distance { get; } = Map.Voters.Sum(server => Left(Map, Situation.Server(server.Id), Has[server.Id]));

    /// <summary>All that tells two nodes apart.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder();
            foreach (var server in Situation.Servers)
            {
                key.Append(server.Running ? 'r' : 'd').Append(server.Data).Append(server.RunningView).Append(server.OnDiskView);
            }

            var shares = Situation.Writes.SelectMany(writes => writes.Shares).Select(share => $"{share}").Order();
            return key.Append(Situation.Leaders).AppendJoin(';', shares).ToString();
        }
    }

    /// <returns>Null where the model does not prove it.</returns>
    public SearchNode? Take(CandidateStep trial)
    {
        var walk = new PlanChecker(Situation, trial.Steps);
        return walk.Check() is not Verdict.Safe safe ? null : new(
            Map, walk.End!, Has.SetItem(trial.Id, trial.List), Steps.AddRange(trial.Steps),
            Cost + Price(trial) + (InterruptionCosts * safe.Interruptions));
    }

    private int Price(CandidateStep trial) => trial.Steps[^1] is not Step.Restart ? StartCosts
        : (Situation.Leaders & Situation.Server(trial.Id).Bit) == 0 ? RestartCosts
        : RestartCosts + ElectionCosts;

    private static int Left(SearchContext map, ModelServer server, MemberList? list) =>
        map.IsLeaver(server.Id) ? (server.Place is null && !server.Running ? 0 : StartCosts)
        : !server.Running ? StartCosts
        : list?.SameAs(map.Wanted) == true && server.OnDiskView == server.RunningView && server.Data == DataOrigin.Ours ? 0
        : StartCosts;
}
