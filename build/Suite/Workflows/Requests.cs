using Ensembles.Inventories;
using Ensembles.Planning;
using Suite.Runs;
using Suite.Workflows.Approval;

namespace Suite.Workflows;

/// <summary>
/// Holds what the command line asks for against the inventory, as soon as that is read: no host was contacted, and no
/// server of the embedded default was started.
/// </summary>
internal static class Requests
{
    /// <returns>The plan that alone is to be carried out; null where none was given.</returns>
    /// <exception cref="FindingsException">Servers are named that the inventory lacks.</exception>
    /// <exception cref="Cake.Core.CakeException">
    /// The plan cannot be read, is none, or is one of another ensemble; or a plan is to be written over something else.
    /// </exception>
    public static PlanFile? Check(RunArguments arguments, Inventory inventory)
    {
        if (arguments.PlanOut is { } place)
        {
            PlanFile.CheckPlace(place);
        }

        return arguments.Planning is { Intent: Intent.Restart, Restart: var request } && request.FaultIn(inventory) is { } unknown
            ? throw new FindingsException(ExitCodes.WrongInput, unknown.Sentence, [unknown])
            : arguments.PlanToDo is { } file ? PlanFile.Read(file, inventory) : null;
    }
}
