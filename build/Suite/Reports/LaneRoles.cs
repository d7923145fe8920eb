using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing;
using ZooKeeper.Status;

namespace Suite.Reports;

/// <summary>Puts what a server said of itself over what the steps tell of it.</summary>
internal static class LaneRoles
{
    public static PhaseState Of(ServerMode mode) => mode switch
    {
        ServerMode.Leader => PhaseState.Leader,
        ServerMode.Follower => PhaseState.Follower,
        ServerMode.Observer => PhaseState.Observer,
        ServerMode.Standalone => PhaseState.Standalone,
        ServerMode.NotServing => PhaseState.Syncing,
        _ => PhaseState.Serving,
    };

    /// <summary>Cuts the phases where the server's answers change; equal neighbours become one.</summary>
    public static ImmutableArray<Phase> Refine(
        ImmutableArray<Phase> phases, Server server, ImmutableArray<RoleReading> readings)
    {
        var own = readings.Where(reading => reading.Server == server).ToList();
        var refined = new List<Phase>();
        foreach (var part in phases.SelectMany(phase => Cut(phase, own)))
        {
            if (refined.Count > 0 && refined[^1] is var last && last.State == part.State && Joins(last, part))
            {
                refined[^1] = last with { To = part.To, Step = last.Step ?? part.Step };
            }
            else
            {
                refined.Add(part);
            }
        }

        return [.. refined];
    }

    private static IEnumerable<Phase> Cut(Phase phase, List<RoleReading> readings)
    {
        var from = phase.From;
        var known = readings.LastOrDefault(reading => reading.At <= from);
        foreach (var next in readings.Where(reading => reading.At > phase.From && reading.At < phase.To))
        {
            yield return new(Said(phase, known), from, next.At, phase.Step);
            (from, known) = (next.At, next);
        }

        yield return new(Said(phase, known), from, phase.To, phase.Step);
    }

    /// <summary>Who is silent or not serving is what the steps make of him; who serves knows best as what.</summary>
    private static PhaseState Said(Phase phase, RoleReading? reading) => (reading, phase.State) switch
    {
        (null, var state) => state,
        ({ Mode: null }, not (PhaseState.Leader or PhaseState.Follower or PhaseState.Learner or PhaseState.Observer
            or PhaseState.Standalone or PhaseState.Serving or PhaseState.Syncing)) => phase.State,
        ({ Mode: null }, _) => PhaseState.Down,
        ({ Mode: ServerMode.NotServing }, PhaseState.Waiting) => PhaseState.Waiting,
        ({ Mode: ServerMode.Follower }, _) when !phase.Votes => PhaseState.Learner,
        ({ Mode: { } mode }, _) => Of(mode),
    };

    /// <summary>Of two steps on one server each keeps its own start.</summary>
    private static bool Joins(Phase one, Phase next) =>
        one.State is not (PhaseState.Starting or PhaseState.Restarting or PhaseState.Stopping) || one.Step == next.Step;
}
