using System.Collections.Immutable;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.QuorumModel;

/// <summary>Takes steps apart into the moves that a crash can come between.</summary>
internal static class StepTransitions
{
    /// <summary>Steps that go together: none has passed its gate before all are begun.</summary>
    /// <param name="follows">Who is restarted does not lead, since others may be restarted before it.</param>
    public static IEnumerable<Transition> Of(IReadOnlyCollection<Step> together, ModelState state, bool follows = false)
    {
        var moves = together.SelectMany(step => Of(step, state, follows)).ToList();
        return together.Count == 1 ? moves
            : [.. moves.Where(move => !IsGate(move)), .. moves.Where(IsGate)];
    }

    private static bool IsGate(Transition move) => move is Transition.Follow or Transition.Measure;

    private static IEnumerable<Transition> Of(Step step, ModelState state, bool follows) => step switch
    {
        Step.Start start =>
        [
            new Transition.Write(start.Id, ViewOf(start.Form, state, start.Id)) { Link = start.Link },
            new Transition.Start(start.Id, start.Initialize, PlaceOf(start.Form, start.Id)),
            .. Gated(start.Id, start.Gate),
        ],
        Step.Restart again =>
        [
            new Transition.Write(again.Id, ViewOf(again.Form, state, again.Id)) { Link = again.Link },
            new Transition.Stop(again.Id, follows),
            new Transition.Start(again.Id, Initialize: false),
            .. Gated(again.Id, again.Gate),
        ],
        Step.Reread again =>
        [
            new Transition.Write(again.Id, ViewOf(again.Form, state, again.Id)) { Link = again.Link },
            new Transition.Reread(again.Id), .. Gated(again.Id, Gate.Serves),
        ],
        Step.Reconfigure change =>
        [
            new Transition.Reconfigure(
                state.MaskOf(change.Joining.Concat(change.Changed)),
                state.Mask(server => change.Leaving.Contains(server.Id)
                    || change.Changed.Any(line => line.Id == server.Id && line.Role == Role.Observer)))
            {
                Rule = state.RuleOf(change.Members),
            },
        ],
        Step.Yield yield => !state.Yields && !yield.Always ? [new Transition.Measure(yield.Leaver.Id)] :
        [
            new Transition.Stop(yield.Leaver.Id), new Transition.Start(yield.Leaver.Id, Initialize: false),
            new Transition.Measure(yield.Leaver.Id),
        ],
        Step.Retire retire =>
        [
            new Transition.Stop(retire.Leaver.Id), new Transition.Retire(retire.Leaver.Id), new Transition.Measure(retire.Leaver.Id),
        ],
        Step.Cold cold =>
        [
            .. cold.Stopped.Concat(cold.Leavers.Select(leaver => leaver.Id)).Select(id => new Transition.Stop(id)),
            .. cold.Started.Select(id => new Transition.Write(id, ViewOf(cold.Form, state, id))),
            .. cold.Started.Select(id => new Transition.Start(id, Initialize: false)),
            .. cold.Started.SelectMany(id => Gated(id, Gate.Serves)),
        ],
        _ => throw new InvalidOperationException($"The model does not know what it means to {step.Title}."),
    };

    /// <summary>The bits of the participants of a list.</summary>
    public static uint MaskOf(this ModelState state, IEnumerable<ServerLine> lines)
    {
        var ids = lines.Where(line => line.Role == Role.Participant).Select(line => line.Id).ToHashSet();
        return state.Mask(server => ids.Contains(server.Id));
    }

    /// <summary>What a server with this list counts.</summary>
    public static VotingView ViewOf(this ModelState state, IEnumerable<ServerLine> lines)
    {
        var list = lines.ToList();
        return new(state.MaskOf(list))
        {
            Rule = state.RuleOf(list),
            Observers = state.CallsBackListed
                ? state.Mask(server => list.Exists(line => line.Id == server.Id && line.Role == Role.Observer)) : 0,
        };
    }

    /// <summary>By bits; null where voters are counted by heads.</summary>
    public static QuorumRule? RuleOf(this ModelState state, IReadOnlyCollection<ServerLine> lines)
    {
        var bits = state.Servers.ToDictionary(server => (long)server.Id, server => (long)server.Bit);
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

    private static ImmutableArray<Transition> Gated(int id, Gate gate) =>
        gate == Gate.Waits ? [] : [new Transition.Follow(id), new Transition.Measure(id)];

    private static VotingView? ViewOf(MembershipForm form, ModelState state, int id) => form switch
    {
        MembershipForm.Static list => state.ViewOf(list.Servers),
        MembershipForm.DynamicInitial list => state.ViewOf(list.Servers),
        MembershipForm.Standalone => new VotingView(state.Server(id).Bit),
        _ => state.Server(id).OnDiskView,
    };
}
