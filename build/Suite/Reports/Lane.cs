using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Suite.Terminals;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Suite.Reports;

/// <summary>
/// What one server did over the time of a run: by the steps, and by what it said itself where it was asked.
/// </summary>
/// <param name="Leaves">The inventory lacks it, or has its id elsewhere.</param>
/// <param name="Before">Its role before the run; null when that was not observed.</param>
/// <param name="Now">
/// Its role at the end of the verification, or that it has left; null when there was no verification.
/// </param>
internal sealed record Lane(Server Server, bool Leaves, ImmutableArray<Phase> Phases, string? Before, string? Now)
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
        var leaves = new StepOwner(report).IsLeaver(server);
        var now = leaves ? null : report.Account.Verification?.Servers.FirstOrDefault(found => found.Id == server.Id);
        var phases = BySteps(report, server, from, to);
        return new(
            server, leaves, LaneRoles.Refine(phases, server, report.Account.Roles),
            report.StateBefore(server) is { } before ? Wording.Role(before) : null,
            phases.Length > 0 && phases[^1].State == PhaseState.Left ? "left"
                : now is null ? null
                : Wording.Role(now.Mode));
    }

    /// <summary>As far as the steps and their gates show it.</summary>
    private static ImmutableArray<Phase> BySteps(RunReport report, Server server, TimeSpan from, TimeSpan to)
    {
        var (phases, owner) = (ImmutableArray.CreateBuilder<Phase>(), new StepOwner(report));
        var (state, votes) = (StateBefore(report, server), true);
        foreach (var (step, number) in report.Steps.Select((step, index) => (step, index + 1)))
        {
            var end = step.Started + step.Took;
            if (owner.IsOf(step, server) && During(step.Step, server) is { } during)
            {
                Add(state, step.Started, null);
                votes = step.Step is Step.Start or Step.Restart or Step.Cold ? !Observes(step.Step, server.Id) : votes;
                Add(during, end, number);
                state = After(step, votes);
            }
            else if (step.Failure is null && Changes(step.Step, server.Id, state))
            {
                Add(state, end, null);
                (state, votes) = (PhaseState.Serving, true);
            }
            else if (step is { Failure: null, Step: Step.Reconfigure } && owner.IsOf(step, server))
            {
                Add(state, end, null);
                (state, votes) = (PhaseState.Learner, false);
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
    private static PhaseState StateBefore(RunReport report, Server server) => report.StateBefore(server) switch
    {
        { Mode: { } mode and not ServerMode.NotServing } => LaneRoles.Of(mode),
        { Running: true } => PhaseState.Waiting,
        { Unreachable: true } => PhaseState.Unclear,
        { } => PhaseState.Down,
        null => report.Steps.FirstOrDefault(step => step.Step.ServerId == server.Id)?.Step is Step.Start
            ? PhaseState.Down
            : PhaseState.Serving,
    };

    /// <summary>What a step makes of its server as long as it is under way; null: nothing to be seen.</summary>
    private static PhaseState? During(Step step, Server server) => step switch
    {
        Step.Start => PhaseState.Starting,
        Step.Restart or Step.Yield => PhaseState.Restarting,
        Step.Retire => PhaseState.Stopping,
        Step.Cold cold => !cold.Started.Contains(server.Id) || cold.Leavers.Contains(server) ? PhaseState.Stopping
            : cold.Stopped.Contains(server.Id) ? PhaseState.Restarting : PhaseState.Starting,
        _ => null,
    };

    private static PhaseState After(StepRecord record, bool votes) => record switch
    {
        { Failure: not null } => PhaseState.Unclear,
        { Step: Step.Retire } => PhaseState.Left,
        { Step: Step.Start { Gate: Gate.Waits } or Step.Restart { Gate: Gate.Waits } } => PhaseState.Waiting,
        _ => votes ? PhaseState.Serving : PhaseState.Learner,
    };

    /// <summary>
    /// A reconfig gives a learner its vote; a server that waits serves once another's gate finds a quorum.
    /// </summary>
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
