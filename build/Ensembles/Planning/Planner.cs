using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;
using Ensembles.Planning.Search;

namespace Ensembles.Planning;

/// <summary>
/// Makes the plan that leads from what is to what the inventory wants. Pure: values in, a value out. A run that was
/// killed is continued because the plan starts from what the servers show, never from what was meant.
/// </summary>
public static class Planner
{
    /// <inheritdoc cref="Make(Inventory, IReadOnlyList{ServerState}, ImmutableArray{ServerState}, PlanOptions)"/>
    public static Plan Make(
        Inventory inventory, IReadOnlyList<ServerState> servers, Strategy strategy = Strategy.Auto) =>
        Make(inventory, servers, [], new() { Strategy = strategy });

    /// <param name="servers">One state for each server of the inventory.</param>
    /// <param name="leavers">
    /// Members that the inventory lacks or wants elsewhere, and members of before that still run.
    /// </param>
    public static Plan Make(
        Inventory inventory, IReadOnlyList<ServerState> servers, ImmutableArray<ServerState> leavers,
        PlanOptions options)
    {
        if (options.Intent == Intent.Upgrade)
        {
            var release = inventory.Release.Version;
            servers = [.. servers.Select(server => server.Version is { } version && version != release
                ? server with { Outdated = true } : server)];
        }

        if (options.Intent == Intent.Restart)
        {
            servers = options.Restart.Mark(servers);
        }

        var context = PlanningContext.Of(inventory, servers, leavers);
        var risks = UpgradeChecks.RisksOf(context, options);
        ImmutableArray<Finding> refusals =
        [
            .. Refusals.Of(context, options),
            .. risks.Where(risk => risk.Name != options.AcceptedRisk).Select(risk => risk.Refusal),
        ];
        if (!refusals.IsEmpty)
        {
            return Plan.Refuse(refusals);
        }

        var found = StoppableChecks.Checked(
            context, LinkPasses.Of(context) is { IsEmpty: false } way ? InPasses(context, options, way) : Best(context, options));
        var plan = StartableChecks.Checked(context, Renewals.Added(context, found));
        return plan.IsRefused ? plan
            : plan with { Warnings = [.. plan.Warnings, .. risks.Select(risk => risk.WhenTaken)] };
    }

    /// <summary>
    /// First the passes by which members come to speak as they shall, then what else there is to do; proved as one.
    /// </summary>
    private static Plan InPasses(PlanningContext context, PlanOptions options, ImmutableArray<QuorumLink> way)
    {
        if (context.Leavers.Any(leaver => !leaver.Unreachable))
        {
            return Plan.Refuse(Finding.Refusal(
                RefusalCodes.PassesBesideLeavers, null,
                "Servers leave, and TLS or SASL between the servers changes, which takes several passes:",
                "do one after the other: first with the security as it is, then with the wanted one."));
        }

        var (passes, servers) = LinkPasses.Steps(context, way);
        var rest = Best(PlanningContext.Of(context.Inventory, servers, []), options);
        if (rest.IsRefused)
        {
            return rest;
        }

        var plan = rest with
        {
            Steps = InStageOrder([.. StuckServers.Restarting(context, passes), .. rest.Steps]),
            EngineReason = string.Join("; ", new[]
            {
                LinkPasses.Reason(context, way),
                rest.Steps.IsEmpty ? "" : rest.EngineReason,
            }.Where(part => part.Length > 0)),
        };
        plan = plan with
        {
            Verdict = SafetyProof.Check(context.Inventory, InitialState.Of(context.Inventory, context.All), plan),
        };
        return plan.Verdict is Verdict.Unsafe ? Unproved(context, plan, options) : plan;
    }

    /// <summary>
    /// Of the orders that the model proves the one with the fewest interruptions, and of these the first; no plan
    /// leaves without a proof.
    /// </summary>
    private static Plan Best(PlanningContext context, PlanOptions options)
    {
        Plan? first = null, best = null;
        List<Plan> unproved = [];
        var start = InitialState.Of(context.Inventory, context.All);

        // One or two servers are no majority without each other: no order spares clients the stop of one.
        var (before, after) = (context.Membership.Members.Participants.Count(), context.Inventory.Participants.Count());
        var least = Math.Min(before, after) < 3 ? 1 : 0;
        foreach (var order in Orders(context, options))
        {
            var plan = Draft(context, options) with { Steps = InStageOrder(StuckServers.Restarting(context, order)) };
            if (plan.Steps.IsEmpty)
            {
                return plan;
            }

            if (unproved.Exists(plan.BeginsAs))
            {
                continue;
            }

            plan = plan with { Verdict = SafetyProof.Check(context.Inventory, start, plan) };
            first ??= plan;
            if (plan.Verdict is Verdict.Unsafe)
            {
                unproved.Add(plan);
                continue;
            }

            best = Interruptions(plan) < Interruptions(best) ? plan : best;
            if (Interruptions(best) <= least)
            {
                break;
            }
        }

        best ??= Searched(context, options, start);
        return best is null ? Unproved(context, first!, options)
            : best.Verdict is Verdict.Safe { Hole: { } hole } ? best with { Warnings = [.. best.Warnings, Finding.Caution(RiskCodes.ReleaseLimit, null, hole, "")] }
            : best;
    }

    /// <summary>
    /// What no roll over whole lists gets out of, orders of single steps may; null where none was found.
    /// </summary>
    private static Plan? Searched(PlanningContext context, PlanOptions options, ModelState start)
    {
        if (context.Inventory.Membership == MembershipKind.Dynamic || options.Strategy is Strategy.Cold or Strategy.Jump
            || OrderSearch.Find(context, start) is not { } order)
        {
            return null;
        }

        var plan = Draft(context, options) with { Steps = InStageOrder(StuckServers.Restarting(context, order)) };
        plan = plan with
        {
            EngineReason = plan.EngineReason + "; servers stand between lists, as an interrupted run leaves them, " +
                "and this order out of that was found by trying one step after the other",
            Verdict = SafetyProof.Check(context.Inventory, start, plan),
        };
        return plan.Verdict is Verdict.Safe ? plan : null;
    }

    private static int Interruptions(Plan? plan) =>
        plan?.Verdict is Verdict.Safe safe ? safe.Interruptions : int.MaxValue;

    private static IEnumerable<IEnumerable<Step>> Orders(PlanningContext context, PlanOptions options)
    {
        if (context.Inventory.Membership == MembershipKind.Dynamic)
        {
            return [ReconfigStrategy.Steps(context)];
        }

        return options.Strategy switch
        {
            Strategy.Cold => [ColdStrategy.Steps(context)],
            Strategy.Jump => [RollingStrategy.Jump(context)],
            _ => RollingStrategy.Orders(context),
        };
    }

    /// <summary>What could happen is a risk that the operator may take by its name, or the end of the plan.</summary>
    private static Plan Unproved(PlanningContext context, Plan plan, PlanOptions options)
    {
        var found = (Verdict.Unsafe)plan.Verdict!;
        if (LeaverChecks.OfMoveBesideOthers(context) is { } alone)
        {
            return Plan.Refuse(Finding.Refusal(
                RefusalCodes.MoveBesideOthers, null, $"{alone} {found.CounterExample}", "")) with { Verdict = found };
        }

        if (Risk.Of(context, found, options.Strategy) is not { } risk)
        {
            return Plan.Refuse(Finding.Refusal(
                RefusalCodes.NoSafeOrder, null,
                $"No safe order of steps was found; the one at hand: {found.CounterExample}",
                WayOut(context)))
                with { Verdict = found };
        }

        return risk.Name == options.AcceptedRisk
            ? plan with { Warnings = [.. plan.Warnings, risk.WhenTaken] }
            : Plan.Refuse(risk.Refusal) with { Verdict = found };
    }

    /// <summary>An empty member that is started before those with data could make a majority with one that lacks some of them.</summary>
    private static string WayOut(PlanningContext context)
    {
        var members = context.All.Where(server => context.Membership.Members.Contains(server.Id) && !server.Unreachable).ToList();
        var empty = members.Where(server => server is { HasData: false, Running: false }).Select(server => server.Id).ToList();
        var holders = PlanningContext.NewestFirst(members.Where(server => server.HasData)).Select(server => server.Id).ToList();
        return members.Exists(server => server.Serving) || empty.Count == 0 || holders.Count == 0
            ? "Bring the ensemble to a state in which all its members serve and no joiner runs, then run this again."
            : $"Start the members with data, and no other one, by hand in this order: {string.Join(", ", holders)}. When they serve, run this again: " +
                $"it starts {string.Join(", ", empty)}, which {(empty.Count == 1 ? "is" : "are")} empty and must not be started before.";
    }

    private static Plan Draft(PlanningContext context, PlanOptions options)
    {
        var changes = context.Joiners.Any() || context.Leavers.Length > 0 || context.Changed.Any();
        return new()
        {
            Engine = !changes ? Engine.None
                : context.Inventory.Membership == MembershipKind.Dynamic ? Engine.Reconfig
                : options.Strategy switch
                {
                    Strategy.Cold => Engine.Cold,
                    Strategy.Jump => Engine.Jump,
                    _ => Engine.Rolling,
                },
            EngineReason = EngineReasons.Of(context, options, changes),
            Warnings = [.. PlanWarnings.Of(context, options)],
        };
    }

    /// <summary>Stages never go back: a step behind one of a later stage belongs to that later stage.</summary>
    private static ImmutableArray<Step> InStageOrder(IEnumerable<Step> steps)
    {
        var reached = Stage.StartNew;
        var ordered = ImmutableArray.CreateBuilder<Step>();
        foreach (var step in steps)
        {
            reached = step.Stage > reached ? step.Stage : reached;
            ordered.Add(step with { Stage = reached });
        }

        return ordered.ToImmutable();
    }
}
