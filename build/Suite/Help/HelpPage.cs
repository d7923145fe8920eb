using System.Text;
using Suite.Arguments;
using Suite.Terminals;

namespace Suite.Help;

/// <summary>The page that running without a target prints: plain text, broken to the width of a terminal.</summary>
internal static class HelpPage
{
    /// <summary>A terminal narrower than this has the texts below their terms.</summary>
    private const int Columns = 60;

    private static readonly (string, string) Variables = (
        "ENSEMBLE_…",
        "Environment variables: the same as the arguments, for CI (ENSEMBLE_INVENTORY, ENSEMBLE_NO_BACKUP …); " +
        "an argument wins over its variable, an empty variable is none");

    /// <param name="width">Of the terminal in cells; of files as much as there is.</param>
    public static string Text(
        IReadOnlyList<Target> targets, IReadOnlyList<Argument> arguments, IReadOnlyList<InventoryFile> inventories,
        IReadOnlyList<(int Code, string Meaning)> exitCodes, int width = int.MaxValue)
    {
        var page = new StringBuilder()
            .Append("Deploys and expands Apache ZooKeeper ensembles without losing a write.\n")
            .Append("\nUsage: ./build.sh [--target=NAME] [ARGUMENT ...]     on Windows: ./build.ps1\n");
        Section(page, width, "Targets", targets.Select(target => (target.Name, Described(target))));
        Section(page, width, "Arguments", arguments
            .Where(argument => !argument.IsHidden).Select(argument => (argument.Form, argument.Told))
            .Concat(arguments.Count == 0 ? [] : [Variables]));
        Section(page, width, "Exit codes", exitCodes.Select(exit => ($"{exit.Code,3}", exit.Meaning)));
        Section(page, width, "Inventories", inventories.Select(inventory => (inventory.Name, inventory.Description)));
        return page.ToString();
    }

    private static string Described(Target target) => target.After.Count == 0
        ? target.Description
        : $"{target.Description} (after {string.Join(", ", target.After)})";

    private static void Section(
        StringBuilder page, int width, string title, IEnumerable<(string Term, string Text)> entries)
    {
        var lines = entries.ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        var terms = lines.Max(line => line.Term.Length);
        page.Append('\n').Append(title).Append('\n');
        foreach (var (term, text) in lines)
        {
            var (head, indent) = width < Columns
                ? ($"  {term}\n      ", 6)
                : ($"  {term.PadRight(terms)}  ", terms + 4);
            page.Append($"{head}{string.Join('\n', Wrapped.Lines(text, width, indent, indent))}".TrimEnd())
                .Append('\n');
        }
    }
}
