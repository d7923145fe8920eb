using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Suite.Workflows;

/// <summary>The one plan of a run: what it was made from, and how far it has been carried out.</summary>
public sealed class PlanProgress(Inventory inventory, Observation before, Plan plan)
{
    private Observation? seen;
    private ImmutableArray<Step> done = [];
    private bool isOver;

    /// <summary>The servers as they were last looked at: before the plan, or before the stage under way.</summary>
    public Observation Seen => seen ?? before;

    /// <summary>So many steps are done before the run ends; null: all of the plan.</summary>
    public int? Limit { get; init; }

    /// <summary>The run ends before its plan does, since its operator wants it so.</summary>
    public bool IsCutShort { get; private set; }

    public bool HasSteps => !plan.Steps.IsEmpty;

    /// <summary>All that leave by the plan, whatever part of it this run does.</summary>
    public ImmutableArray<Server> Leavers => [.. plan.Steps.OfType<Step.Retire>().Select(step => step.Leaver)];

    /// <summary>The servers as the plan was made from them.</summary>
    public Observation Before => before;

    public bool HasBegun => !done.IsEmpty;

    /// <summary>The steps of a stage and of those before it that are still to be done.</summary>
    public ImmutableArray<Step> UpTo(Stage stage)
    {
        var all = plan.UpTo(stage).ToImmutableArray();
        IsCutShort |= Limit < all.Length;
        return isOver ? [] : [.. all.Take(Limit ?? all.Length).Skip(done.Length)];
    }

    /// <summary>No further step of the plan is done in this run.</summary>
    public void EndsHere()
    {
        IsCutShort = true;
        isOver = true;
    }

    public void Done(ImmutableArray<Step> steps) => done = done.AddRange(steps);

    /// <summary>Before the next stage.</summary>
    /// <returns>What is otherwise than the plan foresees; the next stage must not begin then.</returns>
    public ImmutableArray<string> Continue(Observation now)
    {
        seen = now;
        return Foreseen.Differences(
            inventory, (before.States, before.LeaverStates), done, (now.States, now.LeaverStates));
    }
}
