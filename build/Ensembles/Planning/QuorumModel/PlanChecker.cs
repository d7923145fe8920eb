using System.Collections.Immutable;

namespace Ensembles.Planning.QuorumModel;

/// <summary>One plan, state by state.</summary>
internal sealed class PlanChecker(ModelState start, ImmutableArray<Step> steps)
{
    private readonly List<Transition> made = [];
    private int states;
    private int interruptions;
    private int reached;

    /// <summary>What the steps end in, once they are checked.</summary>
    public ModelState? End { get; private set; }

    public Verdict Check()
    {
        var fault = Look(start, "As it stands, before step 1: ").Fault is { } before
            ? before with { Before = true } : null;
        var state = start;
        for (var at = 0; at < steps.Length && fault is null;)
        {
            var together = Step.GoTogether(steps, at);
            reached = at + Math.Max(together, Step.Exchangeable(steps, at).Count());
            fault = LookAtOtherOrders(state, at);
            if (fault is null)
            {
                (state, fault) = Take(state, at, together, follows: Step.Exchangeable(steps, at).Skip(1).Any());
            }

            at += together;
        }

        End = state;
        return fault is null ? new Verdict.Safe(states) { Interruptions = interruptions } : fault.Verdict(reached);
    }

    /// <summary>
    /// Among restarts in a row the leader is put off until the others are done (Rollout.NextAsync), and who leads
    /// can change: each of them may be the last.
    /// </summary>
    private Fault? LookAtOtherOrders(ModelState state, int at)
    {
        var others = Enumerable.Range(at, Step.Exchangeable(steps, at).Count()).Skip(1).ToList();
        var (now, fault) = (state, (Fault?)null);
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

    private (ModelState After, Fault? Fault) Take(ModelState before, int at, int together, bool follows)
    {
        var state = before;
        foreach (var move in StepTransitions.Of(steps[at..(at + together)], before, follows))
        {
            var when = When(at, move);
            if (Stuck(state, move) is { } stuck)
            {
                return (state, new(when + stuck, new([.. made], state)));
            }

            made.Add(move);
            var led = move is Transition.Stop && Elections.Leading(state.OfRunning()).Any();
            foreach (var next in state.Apply(move))
            {
                (state, var fault) = Look(next, when);
                if (fault is not null)
                {
                    return (state, fault);
                }
            }

            interruptions += led && !Elections.Leading(state.OfRunning()).Any() ? 1 : 0;
        }

        return (state, null);
    }

    /// <summary>A state, and the same with one server restarted that would come back with another list.</summary>
    private (ModelState Same, Fault? Fault) Look(ModelState state, string when)
    {
        states++;
        if (Hazard.In(state) is { } hazard)
        {
            return (state, new(when + HazardMessages.Of(hazard, state), new([.. made], state, hazard)));
        }

        foreach (var server in state.Servers.Where(server => server.Running && server.WouldChange))
        {
            var restarted = state.With(server.Restarted()).AfterWrites(only: false);
            if (Hazard.In(restarted) is { } worse)
            {
                Transition[] again = [new Transition.Stop(server.Id), new Transition.Start(server.Id, Initialize: false)];
                return (state, new(
                    $"{when}should server {server.Id} restart, {HazardMessages.Of(worse, restarted)}",
                    new([.. made, .. again], restarted, worse)));
            }
        }

        return (state, null);
    }

    private static string? KindOf(Hazard? hazard) => hazard switch
    {
        Hazard.Loss => "lost-writes",
        Hazard.Split or Hazard.Office => "two-leaders",
        _ => null,
    };

    private static string? Stuck(ModelState state, Transition move) => move switch
    {
        Transition.Follow follow when !Elections.CanServe(state, state.Server(follow.Id)) =>
            $"server {follow.Id} can never serve: no majority of its own list would serve with it.",
        Transition.Start { Place: { } there } start when state.Server(start.Id).Place is { } place && place != there =>
            $"the id {start.Id} is still that of the server at {place}, with its data: two servers would claim it.",
        Transition.Measure when !Elections.Leading(state.OfRunning()).Any() =>
            "no server leads any more, and no write can be acknowledged.",
        Transition.Reconfigure when !Elections.Leading(state).Any() => "no server can lead a reconfig.",
        Transition.Reconfigure change when !Reconfiguring.CanCommit(state, change) =>
            "too few of the new members run: ZooKeeper would refuse the reconfig.",
        _ => null,
    };

    private string When(int at, Transition move) =>
        move is Transition.Measure && at + 1 < steps.Length
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
