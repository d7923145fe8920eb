using System.Text;

namespace Suite.Help;

/// <summary>The page that running without a target prints: plain text, the same on a terminal and in a file.</summary>
internal static class HelpPage
{
    public static string Text(
        IReadOnlyList<Target> targets, IReadOnlyList<Argument> arguments, IReadOnlyList<InventoryFile> inventories,
        IReadOnlyList<(int Code, string Meaning)> exitCodes)
    {
        var page = new StringBuilder()
            .Append("Deploys and expands Apache ZooKeeper ensembles without losing a write.\n")
            .Append("\nUsage: ./build.sh [--target=NAME] [ARGUMENT ...]     on Windows: ./build.ps1\n");
        Section(page, "Targets", targets.Select(target => (target.Name, Described(target))));
        Section(page, "Arguments", arguments.Select(argument => (argument.Form, argument.Description)));
        Section(page, "Exit codes", exitCodes.Select(exit => ($"{exit.Code,3}", exit.Meaning)));
        Section(page, "Inventories", inventories.Select(inventory => (inventory.Name, inventory.Description)));
        return page.ToString();
    }

    private static string Described(Target target) => target.After.Count == 0
        ? target.Description
        : $"{target.Description} (after {string.Join(", ", target.After)})";

    private static void Section(StringBuilder page, string title, IEnumerable<(string Term, string Text)> entries)
    {
        var lines = entries.ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        var width = lines.Max(line => line.Term.Length);
        page.Append('\n').Append(title).Append('\n');
        foreach (var (term, text) in lines)
        {
            page.Append($"  {term.PadRight(width)}  {text}".TrimEnd()).Append('\n');
        }
    }
}
