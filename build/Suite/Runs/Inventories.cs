using Ensembles.Inventories;
using Suite.Reports;

namespace Suite.Runs;

/// <summary>Reads the inventory that a run is about; all faults are shown together.</summary>
internal static class Inventories
{
    /// <exception cref="Cake.Core.CakeException">The file is missing or has faults.</exception>
    public static Inventory Read(RunArguments arguments, ConsoleStory story)
    {
        var path = Resolve(arguments);
        var reading = InventoryReader.Read(path, Environment.GetEnvironmentVariable, arguments.Root);
        foreach (var fault in reading.Faults)
        {
            story.Show(fault);
        }

        var errors = reading.Faults.Count(fault => fault.Severity == FaultSeverity.Error);
        return reading.Inventory ?? throw Failures.WrongInput(
            $"{path} has {errors} {(errors == 1 ? "fault" : "faults")}; nothing was touched.");
    }

    private static string Resolve(RunArguments arguments)
    {
        try
        {
            return InventoryFiles.Resolve(arguments.Inventory, arguments.Root);
        }
        catch (InventoryException unknown)
        {
            throw Failures.WrongInput(unknown.Message);
        }
    }
}
