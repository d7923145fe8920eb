using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Suite.Reports;

/// <summary>What one server did over the time of a run: by the steps, and by what it said itself where it was asked.</summary>
/// <param name="Before">Its role before the run; null when that was not observed.</param>
/// <param name="Now">Its role at the end of the verification; null when there was none.</param>
internal sealed record Lane(Server Server, ImmutableArray<Phase> Phases, string? Before, string? Now)
{
    /// <summary>"standalone → leader".</summary>
    public string Summary => (Before, Now) switch
    {
        (null, null) => "",
        (null, { } now) => now,
        ({ } before, null) => before,
        var (before, now) => before == now ? now! : $"{before} → {now}",
    };

    public static Lane Of(RunReport report, Server server, TimeSpan from, TimeSpan to)
    {
        var before = report.Account.Before.FirstOrDefault(known => known.Id == server.Id);
        var now = report.Account.Verification?.Servers.FirstOrDefault(found => found.Id == server.Id);
        return new(
            server, LaneRoles.Refine(BySteps(report, server, from, to), server.Id, report.Account.Roles),
            before is null ? null : Wording.Role(before), now is null ? null : Wording.Role(now.Mode));
    }

    /// <summary>As far as the steps and their gates show it.</summary>
    private static ImmutableArray<Phase> BySteps(RunReport report, Server server, TimeSpan from, TimeSpan to)
    {
        var phases = ImmutableArray.CreateBuilder<Phase>();
        var (state, votes) = (StateBefore(report, server), true);
        foreach (var (step, number) in report.Steps.Select((step, index) => (step, index + 1)))
        {
            var end = step.Started + step.Took;
            if (step.Step.ServerId == server.Id)
            {
                Add(state, step.Started, null);
                votes = !Observes(step.Step, server.Id);
                Add(step.Step is Step.Restart ? PhaseState.Restarting : PhaseState.Starting, end, number);
                state = After(step, votes);
            }
            else if (step.Failure is null && Changes(step.Step, server.Id, state))
            {
                Add(state, end, null);
                (state, votes) = (PhaseState.Serving, true);
            }
        }

        Add(state, to, null);
        return phases.ToImmutable();

        void Add(PhaseState kind, TimeSpan until, int? step)
        {
            var start = phases.Count == 0 ? from : phases[^1].To;
            if (until > start)
            {
                phases.Add(new(kind, start, until, step, votes));
            }
        }
    }

    /// <summary>Without an observation: a server that the run started was down, one that it restarted served.</summary>
    private static PhaseState StateBefore(RunReport report, Server server) =>
        report.Account.Before.FirstOrDefault(state => state.Id == server.Id) switch
        {
            { Mode: { } mode and not ServerMode.NotServing } => LaneRoles.Of(mode),
            { Running: true } => PhaseState.Waiting,
            { } => PhaseState.Down,
            null => report.Steps.FirstOrDefault(step => step.Step.ServerId == server.Id)?.Step is Step.Start
                ? PhaseState.Down
                : PhaseState.Serving,
        };

    private static PhaseState After(StepRecord record, bool votes) => record switch
    {
        { Failure: not null } => PhaseState.Unclear,
        { Step: Step.Start { Gate: Gate.Waits } or Step.Restart { Gate: Gate.Waits } } => PhaseState.Waiting,
        _ => votes ? PhaseState.Serving : PhaseState.Learner,
    };

    /// <summary>A reconfig gives a learner its vote; a server that waits serves once another's gate finds a quorum.</summary>
    private static bool Changes(Step step, int id, PhaseState state) => step switch
    {
        Step.Reconfigure change => state == PhaseState.Learner
            && change.Joining.Any(line => line.Id == id && line.Role == Role.Participant),
        Step.Start { Gate: not Gate.Waits } or Step.Restart { Gate: not Gate.Waits } => state == PhaseState.Waiting,
        _ => false,
    };

    private static bool Observes(Step step, int id) => step switch
    {
        Step.Start start => Observes(start.Form, id),
        Step.Restart restart => Observes(restart.Form, id),
        _ => false,
    };

    private static bool Observes(MembershipForm form, int id) => form switch
    {
        MembershipForm.Static { Servers: var lines } => Observer(lines, id),
        MembershipForm.DynamicInitial { Servers: var lines } => Observer(lines, id),
        _ => false,
    };

    private static bool Observer(ImmutableArray<ServerLine> lines, int id) =>
        lines.Any(line => line.Id == id && line.Role == Role.Observer);
}
