using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using ZooKeeper.Configuration;

namespace Suite.Reports;

/// <summary>What one server did over the time of a run, as far as the steps and their gates show it.</summary>
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
        var phases = ImmutableArray.CreateBuilder<Phase>();
        var state = StateBefore(report, server);
        foreach (var (step, number) in report.Steps.Select((step, index) => (step, index + 1)))
        {
            var end = step.Started + step.Took;
            if (step.Step.ServerId == server.Id)
            {
                Add(state, step.Started, null);
                Add(step.Step is Step.Restart ? PhaseState.Restarting : PhaseState.Starting, end, number);
                state = After(step, server.Id);
            }
            else if (step.Failure is null && Changes(step.Step, server.Id, state))
            {
                Add(state, end, null);
                state = PhaseState.Serving;
            }
        }

        Add(state, to, null);
        var before = report.Account.Before.FirstOrDefault(known => known.Id == server.Id);
        var now = report.Account.Verification?.Servers.FirstOrDefault(found => found.Id == server.Id);
        return new(server, phases.ToImmutable(),
            before is null ? null : Wording.Role(before), now is null ? null : Wording.Role(now.Mode));

        void Add(PhaseState kind, TimeSpan until, int? step)
        {
            var start = phases.Count == 0 ? from : phases[^1].To;
            if (until > start)
            {
                phases.Add(new(kind, start, until, step));
            }
        }
    }

    /// <summary>Without an observation: a server that the run started was down, one that it restarted served.</summary>
    private static PhaseState StateBefore(RunReport report, Server server) =>
        report.Account.Before.FirstOrDefault(state => state.Id == server.Id) switch
        {
            { Mode: ZooKeeper.Status.ServerMode.Observer } => PhaseState.Learning,
            { Serving: true } => PhaseState.Serving,
            { Running: true } => PhaseState.Waiting,
            { } => PhaseState.Down,
            null => report.Steps.FirstOrDefault(step => step.Step.ServerId == server.Id)?.Step is Step.Start
                ? PhaseState.Down
                : PhaseState.Serving,
        };

    private static PhaseState After(StepRecord record, int id) => record switch
    {
        { Failure: not null } => PhaseState.Unclear,
        { Step: Step.Start { Gate: Gate.Waits } or Step.Restart { Gate: Gate.Waits } } => PhaseState.Waiting,
        { Step: Step.Start { Form: var form } } when Observes(form, id) => PhaseState.Learning,
        { Step: Step.Restart { Form: var form } } when Observes(form, id) => PhaseState.Learning,
        _ => PhaseState.Serving,
    };

    /// <summary>A reconfig gives a learner its vote; a server that waits serves once another's gate finds a quorum.</summary>
    private static bool Changes(Step step, int id, PhaseState state) => step switch
    {
        Step.Reconfigure change => state == PhaseState.Learning
            && change.Joining.Any(line => line.Id == id && line.Role == Role.Participant),
        Step.Start { Gate: not Gate.Waits } or Step.Restart { Gate: not Gate.Waits } => state == PhaseState.Waiting,
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

/// <summary>A part of a server's time.</summary>
/// <param name="From">Since the start of the run.</param>
/// <param name="Step">Number of the step under way; null between steps.</param>
internal sealed record Phase(PhaseState State, TimeSpan From, TimeSpan To, int? Step);

/// <summary>What a server did in a part of the time.</summary>
internal enum PhaseState
{
    /// <summary>Its process does not run.</summary>
    Down,

    /// <summary>A step starts it: the process comes up, finds the leader, copies the data, passes the gate.</summary>
    Starting,

    /// <summary>A step stops it and starts it again.</summary>
    Restarting,

    /// <summary>It runs and cannot serve before others come.</summary>
    Waiting,

    /// <summary>It follows and serves, without a vote.</summary>
    Learning,

    /// <summary>It leads, or follows with a vote.</summary>
    Serving,

    /// <summary>Its step failed: what it does since then was not measured.</summary>
    Unclear,
}
