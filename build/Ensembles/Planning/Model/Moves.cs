using System.Collections.Immutable;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.Model;

/// <summary>Takes steps apart into the moves that a crash can come between.</summary>
internal static class Moves
{
    public static IEnumerable<Move> Of(Step step, Situation situation) => step switch
    {
        Step.Start start =>
        [
            new Move.Write(start.Id, BallotOf(start.Form, situation, start.Id)),
            new Move.Start(start.Id, start.Initialize),
            .. Gated(start.Id, start.Gate),
        ],
        Step.Restart again =>
        [
            new Move.Write(again.Id, BallotOf(again.Form, situation, again.Id)),
            new Move.Stop(again.Id),
            new Move.Start(again.Id, Initialize: false),
            .. Gated(again.Id, again.Gate),
        ],
        Step.Reconfigure change => [new Move.Reconfigure(situation.MaskOf(change.Joining))],
        _ => throw new InvalidOperationException($"The model does not know what it means to {step.Title}."),
    };

    /// <summary>The bits of the participants of a list.</summary>
    public static uint MaskOf(this Situation situation, IEnumerable<ServerLine> lines)
    {
        var ids = lines.Where(line => line.Role == Role.Participant).Select(line => line.Id).ToHashSet();
        return situation.Mask(seat => ids.Contains(seat.Id));
    }

    private static ImmutableArray<Move> Gated(int id, Gate gate) =>
        gate == Gate.Waits ? [] : [new Move.Follow(id), new Move.Measure(id)];

    private static Ballot? BallotOf(MembershipForm form, Situation situation, int id) => form switch
    {
        MembershipForm.Static list => new Ballot(situation.MaskOf(list.Servers)),
        MembershipForm.DynamicInitial list => new Ballot(situation.MaskOf(list.Servers)),
        MembershipForm.Standalone => new Ballot(situation.Seat(id).Bit),
        _ => situation.Seat(id).Filed,
    };
}
