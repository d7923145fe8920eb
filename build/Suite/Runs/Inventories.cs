using Ensembles.Inventories;
using Suite.Reports;

namespace Suite.Runs;

/// <summary>Reads the inventory that a run is about; all faults are shown together.</summary>
internal static class Inventories
{
    /// <exception cref="WrongInputException">The file is missing or has faults.</exception>
    public static Inventory Read(RunArguments arguments, ConsoleStory story)
    {
        var path = InventoryFiles.Resolve(arguments.Inventory, arguments.Root);
        var reading = InventoryReader.Read(path, Environment.GetEnvironmentVariable, arguments.Root);
        foreach (var fault in reading.Faults)
        {
            story.Show(fault);
        }

        var errors = reading.Faults.Count(fault => fault.Severity == FaultSeverity.Error);
        return reading.Inventory ?? throw new WrongInputException(
            $"{path} has {errors} {(errors == 1 ? "fault" : "faults")}; nothing was touched.");
    }
}
