using System.Collections.Immutable;

namespace Ensembles.Planning.Model;

/// <summary>One plan, state by state.</summary>
internal sealed class Walk(Situation start, ImmutableArray<Step> steps)
{
    private readonly List<Move> made = [];
    private int states;
    private int interruptions;
    private int reached;

    /// <summary>What the steps end in, once they are checked.</summary>
    public Situation? End { get; private set; }

    public Verdict Check()
    {
        var fault = Look(start, "As it stands, before step 1: ").Fault is { } before
            ? before with { Before = true } : null;
        var situation = start;
        for (var at = 0; at < steps.Length && fault is null;)
        {
            var together = Step.GoTogether(steps, at);
            reached = at + Math.Max(together, Step.Exchangeable(steps, at).Count());
            fault = LookAtOtherOrders(situation, at);
            if (fault is null)
            {
                (situation, fault) = Take(situation, at, together, follows: Step.Exchangeable(steps, at).Skip(1).Any());
            }

            at += together;
        }

        End = situation;
        return fault is null ? new Verdict.Safe(states) { Interruptions = interruptions } : fault.Verdict(reached);
    }

    /// <summary>
    /// Among restarts in a row whoever leads is put off until the others are done (Rollout.NextAsync), and who leads
    /// can change: each of them may be the last.
    /// </summary>
    private Fault? LookAtOtherOrders(Situation situation, int at)
    {
        var others = Enumerable.Range(at, Step.Exchangeable(steps, at).Count()).Skip(1).ToList();
        var (now, fault) = (situation, (Fault?)null);
        var (before, interrupted) = (made.Count, interruptions);
        foreach (var next in others.Count == 0 ? [] : others.Append(at))
        {
            (now, fault) = Take(now, next, 1, follows: next != at);
            if (fault is not null)
            {
                return fault with
                {
                    Story = $"Should server {steps[at].ServerId} lead and so be restarted last: {fault.Story}",
                };
            }
        }

        made.RemoveRange(before, made.Count - before);
        interruptions = interrupted;
        return null;
    }

    private (Situation After, Fault? Fault) Take(Situation before, int at, int together, bool follows)
    {
        var situation = before;
        foreach (var move in Moves.Of(steps[at..(at + together)], before, follows))
        {
            var when = When(at, move);
            if (Stuck(situation, move) is { } stuck)
            {
                return (situation, new(when + stuck, new([.. made], situation)));
            }

            made.Add(move);
            var led = move is Move.Stop && Elections.Leading(situation.OfRunning()).Any();
            foreach (var next in situation.Make(move))
            {
                (situation, var fault) = Look(next, when);
                if (fault is not null)
                {
                    return (situation, fault);
                }
            }

            interruptions += led && !Elections.Leading(situation.OfRunning()).Any() ? 1 : 0;
        }

        return (situation, null);
    }

    /// <summary>A state, and the same with one server restarted that would come back with another list.</summary>
    private (Situation Same, Fault? Fault) Look(Situation situation, string when)
    {
        states++;
        if (Hazard.In(situation) is { } hazard)
        {
            return (situation, new(when + Telling.Of(hazard, situation), new([.. made], situation, hazard)));
        }

        foreach (var seat in situation.Seats.Where(seat => seat.Running && seat.Filed != seat.Runs))
        {
            var restarted = situation.With(seat.Restarted()).Wrote(only: false);
            if (Hazard.In(restarted) is { } worse)
            {
                Move[] again = [new Move.Stop(seat.Id), new Move.Start(seat.Id, Initialize: false)];
                return (situation, new(
                    $"{when}should server {seat.Id} restart, {Telling.Of(worse, restarted)}",
                    new([.. made, .. again], restarted, worse)));
            }
        }

        return (situation, null);
    }

    private static string? KindOf(Hazard? hazard) => hazard switch
    {
        Hazard.Loss => "lost-writes",
        Hazard.Split => "two-leaders",
        _ => null,
    };

    private static string? Stuck(Situation situation, Move move) => move switch
    {
        Move.Follow follow when !Elections.CanServe(situation, situation.Seat(follow.Id)) =>
            $"server {follow.Id} can never serve: no majority of its own list would serve with it.",
        Move.Start { Place: { } there } start when situation.Seat(start.Id).Place is { } place && place != there =>
            $"the id {start.Id} is still that of the server at {place}, with its data: two servers would claim it.",
        Move.Measure when !Elections.Leading(situation.OfRunning()).Any() =>
            "nobody leads any more, and no write can be acknowledged.",
        Move.Reconfigure when !Elections.Leading(situation).Any() => "nobody can lead a reconfig.",
        Move.Reconfigure change when !Reconfiguring.CanCommit(situation, change) =>
            "too few of the new members run: ZooKeeper would refuse the reconfig.",
        _ => null,
    };

    private string When(int at, Move move) =>
        move is Move.Measure && at + 1 < steps.Length
            ? $"After step {at + 1} ({steps[at].Title}), before step {at + 2}: "
            : $"In step {at + 1} ({steps[at].Title}), once {move.Told}: ";

    private sealed record Fault(string Story, Trace Trace)
    {
        /// <summary>It holds before anything is done: no risk of this plan, and not to be accepted as one.</summary>
        public bool Before { get; init; }

        public Verdict.Unsafe Verdict(int steps) =>
            new(Story, Before ? null : KindOf(Trace.Hazard)) { Steps = steps, Trace = Trace };
    }
}
