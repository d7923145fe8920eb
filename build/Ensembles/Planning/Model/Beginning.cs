using System.Collections.Immutable;
using Ensembles.Inventories;

namespace Ensembles.Planning.Model;

/// <summary>The situation that a plan starts from, as observed.</summary>
internal static class Beginning
{
    public static Situation Of(Inventory inventory, IReadOnlyList<ServerState> servers)
    {
        var standing = Standing.Of(inventory, servers);
        var ids = servers.Select(server => server.Id).Concat(Gone(servers));
        var empty = new Situation([.. ids.Select((id, at) => new Seat(id, 1u << at))])
        {
            Guarded = inventory.Release.Version >= Course.FirstGuarded,
            CallsBackListed = inventory.Release.Version < Course.FirstCounted,
        };
        var situation = empty with
        {
            Seats =
            [
                .. empty.Seats.Zip(servers, (seat, server) => Sit(inventory, empty, seat, server, standing)),
                .. empty.Seats.Skip(servers.Count),
            ],
        };
        var leading = servers.Zip(situation.Seats).Where(pair => pair.First.Leads)
            .Aggregate(0u, (mask, pair) => mask | pair.Second.Bit);
        return (situation with { Writes = [Acknowledged(situation, servers, standing)] })
            .Wrote(only: false).LedBy(leading);
    }

    /// <summary>
    /// Ids that lists still name and no server has any more: they count for those lists' majorities and never vote.
    /// </summary>
    private static IEnumerable<int> Gone(IReadOnlyList<ServerState> servers) => servers
        .SelectMany(server => new[] { Standing.ListOf(server), Standing.FiledBy(server) }).OfType<MemberList>()
        .SelectMany(list => list.Ids).Except(servers.Select(server => server.Id));

    private static Seat Sit(
        Inventory inventory, Situation situation, Seat seat, ServerState server, Standing standing)
    {
        var inForce = BallotOf(situation, Standing.ListOf(server));
        var isMember = standing.Members.Contains(server.Id);

        // Only members of before are looked at beside the inventory's: what they hold is of this ensemble, if old.
        var wasMember = inventory.Servers.All(wanted => !MemberList.SameAddress(wanted.Line(), server.Server.Line()));
        return seat with
        {
            Running = server.Running && inForce is not null,
            Runs = inForce,
            Filed = BallotOf(situation, Standing.FiledBy(server)),
            Knows = server is { HasData: false, Serving: false } ? Knows.Nothing
                : isMember || wasMember || Refusals.IsOurs(server, inventory, standing) ? Knows.Ours : Knows.Foreign,

            Place = server.Running || server.HasData ? Moves.PlaceOf(server.Server.Line()) : null,

            // An empty server that runs is taken to have been allowed to vote: the file is gone by then.
            Initialize = !server.HasData && (server.Running || server.MayInitialize),
        };
    }

    private static Ballot? BallotOf(Situation situation, MemberList? list) =>
        list is null ? null : situation.BallotOf(list.Lines.Values);

    /// <summary>
    /// While a leader serves, any majority of its list out of those that serve; else any majority of the members, of
    /// which those that have lost their disk hold nothing any more.
    /// </summary>
    private static Written Acknowledged(Situation situation, IReadOnlyList<ServerState> servers, Standing standing)
    {
        var leaders = servers.Where(server => server.Leads).Select(Standing.ListOf).OfType<MemberList>().ToList();
        var ballot = situation.BallotOf((leaders.Count == 1 ? leaders[0] : standing.Members).Lines.Values);
        var members = ballot.Voters;
        var serving = members & servers.Zip(situation.Seats)
            .Where(pair => pair.First.Serving).Aggregate(0u, (mask, pair) => mask | pair.Second.Bit);
        if (ballot.IsMajority(serving))
        {
            return ballot.Rule is { } rule
                ? new([new(serving, 0) { Rule = rule }])
                : Written.By(serving, Ballot.Majority(members));
        }

        return Written.ByQuorum(ballot, members & situation.Mask(seat => seat.Knows == Knows.Ours));
    }
}
