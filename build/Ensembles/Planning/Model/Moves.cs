using System.Collections.Immutable;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.Model;

/// <summary>Takes steps apart into the moves that a crash can come between.</summary>
internal static class Moves
{
    /// <summary>Steps that go together: none has passed its gate before all are begun.</summary>
    /// <param name="follows">Who is restarted does not lead, since others may be restarted before it.</param>
    public static IEnumerable<Move> Of(IReadOnlyCollection<Step> together, Situation situation, bool follows = false)
    {
        var moves = together.SelectMany(step => Of(step, situation, follows)).ToList();
        return together.Count == 1 ? moves
            : [.. moves.Where(move => !IsGate(move)), .. moves.Where(IsGate)];
    }

    private static bool IsGate(Move move) => move is Move.Follow or Move.Measure;

    private static IEnumerable<Move> Of(Step step, Situation situation, bool follows) => step switch
    {
        Step.Start start =>
        [
            new Move.Write(start.Id, BallotOf(start.Form, situation, start.Id)),
            new Move.Start(start.Id, start.Initialize, PlaceOf(start.Form, start.Id)),
            .. Gated(start.Id, start.Gate),
        ],
        Step.Restart again =>
        [
            new Move.Write(again.Id, BallotOf(again.Form, situation, again.Id)),
            new Move.Stop(again.Id, follows),
            new Move.Start(again.Id, Initialize: false),
            .. Gated(again.Id, again.Gate),
        ],
        Step.Reconfigure change =>
        [
            new Move.Reconfigure(
                situation.MaskOf(change.Joining.Concat(change.Changed)),
                situation.Mask(seat => change.Leaving.Contains(seat.Id)
                    || change.Changed.Any(line => line.Id == seat.Id && line.Role == Role.Observer)))
            {
                Rule = situation.RuleOf(change.Members),
            },
        ],
        Step.Yield yield =>
        [
            new Move.Stop(yield.Leaver.Id), new Move.Start(yield.Leaver.Id, Initialize: false),
            new Move.Measure(yield.Leaver.Id),
        ],
        Step.Retire retire =>
        [
            new Move.Stop(retire.Leaver.Id), new Move.Retire(retire.Leaver.Id), new Move.Measure(retire.Leaver.Id),
        ],
        Step.Cold cold =>
        [
            .. cold.Stopped.Concat(cold.Leavers.Select(leaver => leaver.Id)).Select(id => new Move.Stop(id)),
            .. cold.Started.Select(id => new Move.Write(id, BallotOf(cold.Form, situation, id))),
            .. cold.Started.Select(id => new Move.Start(id, Initialize: false)),
            .. cold.Started.SelectMany(id => Gated(id, Gate.Serves)),
        ],
        _ => throw new InvalidOperationException($"The model does not know what it means to {step.Title}."),
    };

    /// <summary>The bits of the participants of a list.</summary>
    public static uint MaskOf(this Situation situation, IEnumerable<ServerLine> lines)
    {
        var ids = lines.Where(line => line.Role == Role.Participant).Select(line => line.Id).ToHashSet();
        return situation.Mask(seat => ids.Contains(seat.Id));
    }

    /// <summary>What a server with this list counts.</summary>
    public static Ballot BallotOf(this Situation situation, IEnumerable<ServerLine> lines)
    {
        var list = lines.ToList();
        return new(situation.MaskOf(list)) { Rule = situation.RuleOf(list) };
    }

    /// <summary>By bits; null where voters are counted by heads.</summary>
    public static QuorumRule? RuleOf(this Situation situation, IReadOnlyCollection<ServerLine> lines)
    {
        var bits = situation.Seats.ToDictionary(seat => (long)seat.Id, seat => (long)seat.Bit);
        return !lines.Any(line => line.Group is not null) ? null
            : QuorumRule.Of(lines.Where(line => line.Role == Role.Participant && bits.ContainsKey(line.Id))
                .Select(line => (bits[line.Id], line.Group, (long)line.Weight)));
    }

    public static string PlaceOf(ServerLine line) => $"{line.Host}:{line.ElectionPort}";

    private static string? PlaceOf(MembershipForm form, int id) => (form switch
    {
        MembershipForm.Static list => list.Servers,
        MembershipForm.DynamicInitial list => list.Servers,
        _ => [],
    }).FirstOrDefault(line => line.Id == id) is { } own ? PlaceOf(own) : null;

    private static ImmutableArray<Move> Gated(int id, Gate gate) =>
        gate == Gate.Waits ? [] : [new Move.Follow(id), new Move.Measure(id)];

    private static Ballot? BallotOf(MembershipForm form, Situation situation, int id) => form switch
    {
        MembershipForm.Static list => situation.BallotOf(list.Servers),
        MembershipForm.DynamicInitial list => situation.BallotOf(list.Servers),
        MembershipForm.Standalone => new Ballot(situation.Seat(id).Bit),
        _ => situation.Seat(id).Filed,
    };
}
