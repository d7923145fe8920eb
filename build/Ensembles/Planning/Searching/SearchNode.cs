using System.Collections.Immutable;
using System.Text;
using Ensembles.Planning.Model;

namespace Ensembles.Planning.Searching;

/// <summary>Where an order of steps has come to.</summary>
/// <param name="Has">By id, the list of a server; null for one that has none.</param>
/// <param name="Cost">Restarts and what clients feel of the steps so far.</param>
internal sealed record SearchNode(
    SearchMap Map, Situation Situation, ImmutableSortedDictionary<int, MemberList?> Has, ImmutableList<Step> Steps,
    int Cost)
{
    private const int StartCosts = 1;
    private const int RestartCosts = 2;
    private const int ElectionCosts = 2;
    private const int InterruptionCosts = 20;

    public static SearchNode Start(SearchMap map, Situation beginning) => new(
        map, beginning, map.Voters.ToImmutableSortedDictionary(server => server.Id, Standing.ListOf), [], 0);

    /// <summary>The least that the way to the end can still cost.</summary>
    public int Distance { get; } = Map.Voters.Sum(server => Left(Map, Situation.Seat(server.Id), Has[server.Id]));

    /// <summary>All that tells two nodes apart.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder();
            foreach (var seat in Situation.Seats)
            {
                key.Append(seat.Running ? 'r' : 'd').Append(seat.Knows).Append(seat.Runs).Append(seat.Filed);
            }

            var shares = Situation.Writes.SelectMany(written => written.Shares).Select(share => $"{share}").Order();
            return key.Append(Situation.Leaders).AppendJoin(';', shares).ToString();
        }
    }

    /// <returns>Null where the model does not prove it.</returns>
    public SearchNode? Take(Trial trial)
    {
        var walk = new Walk(Situation, trial.Steps);
        return walk.Check() is not Verdict.Safe safe ? null : new(
            Map, walk.End!, Has.SetItem(trial.Id, trial.List), Steps.AddRange(trial.Steps),
            Cost + Price(trial) + (InterruptionCosts * safe.Interruptions));
    }

    private int Price(Trial trial) => trial.Steps[^1] is not Step.Restart ? StartCosts
        : (Situation.Leaders & Situation.Seat(trial.Id).Bit) == 0 ? RestartCosts
        : RestartCosts + ElectionCosts;

    private static int Left(SearchMap map, Seat seat, MemberList? list) =>
        map.IsLeaver(seat.Id) ? (seat.Place is null && !seat.Running ? 0 : StartCosts)
        : !seat.Running ? StartCosts
        : list?.SameAs(map.Wanted) == true && seat.Filed == seat.Runs && seat.Knows == Knows.Ours ? 0
        : StartCosts;
}
