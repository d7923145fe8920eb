using Ensembles.Findings;
using Ensembles.Inventories;
using Suite.Outgoing;
using Suite.Reports;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>Reads the inventory that a run is about; all faults are shown together.</summary>
internal static class Inventories
{
    private static readonly Dictionary<string, string> Withheld = [];

    /// <exception cref="Cake.Core.CakeException">The file is missing or has faults.</exception>
    public static Inventory Read(RunArguments arguments, ConsoleReporter story)
    {
        var path = Resolve(arguments);
        var asked = new HashSet<string>();
        var reading = InventoryReader.Read(path, Ask, arguments.Root);
        if (reading.Inventory is { } whole)
        {
            story.Text.Hide(InventorySecrets.Of(whole), InventorySecrets.Open(whole));
            Withhold(asked, whole);
        }

        story.Show(reading.Faults);
        var errors = reading.Faults.Count(fault => fault.Severity == FaultSeverity.Error);
        return reading.Inventory ?? throw Failures.WrongInput(
            $"{path} has {errors} {(errors == 1 ? "fault" : "faults")}; nothing was touched.");

        string? Ask(string name)
        {
            asked.Add(name);
            return Environment.GetEnvironmentVariable(name) ?? Withheld.GetValueOrDefault(name);
        }
    }

    /// <summary>
    /// What the inventory took a secret from is not for the processes that the suite starts: a server on this machine
    /// would keep it in its environment for as long as it lives.
    /// </summary>
    private static void Withhold(IEnumerable<string> asked, Inventory inventory)
    {
        var secrets = InventorySecrets.Of(inventory).OfType<string>().Where(secret => secret.Length > 0).ToList();
        foreach (var name in asked.Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            && secrets.Exists(secret => secret.Contains(value, StringComparison.Ordinal))).ToList())
        {
            Withheld[name] = Environment.GetEnvironmentVariable(name)!;
            Environment.SetEnvironmentVariable(name, null);
        }
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
