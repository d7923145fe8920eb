using System.Collections.Immutable;
using System.IO.Enumeration;
using Ensembles.Inventories;

namespace Suite.Workflows.Several;

/// <summary>Which inventories <c>--inventory</c> means: one, several with commas between them, or those of a pattern.</summary>
internal static class Selection
{
    /// <summary>Whether the text is to be taken apart at all: a file of that very name is one inventory.</summary>
    public static bool IsOne(string text, string root) => text.IndexOfAny([',', '*', '?']) < 0 || Exists(text, root);

    /// <summary>
    /// Resolves names, paths and patterns (<c>*</c> and <c>?</c>, over the names in <c>inventories/</c>), in the order in
    /// which they are written, those of a pattern by name; each file once.
    /// </summary>
    /// <returns>The names as given and as found, or all faults together.</returns>
    public static (ImmutableArray<string> Names, ImmutableArray<string> Faults) Of(string text, string root)
    {
        List<string> names = [], faults = [];
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',').Select(part => part.Trim()))
        {
            if (part.Length == 0)
            {
                faults.Add($"--inventory={text} has nothing between two commas or at an end: leave the comma out");
                continue;
            }

            var isPattern = part.IndexOfAny(['*', '?']) >= 0;
            string[] found = isPattern
                ? [.. InventoryFiles.Names(root).Where(name => FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false))]
                : [part];
            if (found.Length == 0)
            {
                faults.Add($"No inventory is named like '{part}': there are {string.Join(", ", InventoryFiles.Names(root))}");
            }

            foreach (var name in found)
            {
                try
                {
                    if (files.Add(InventoryFiles.Resolve(name, root)))
                    {
                        names.Add(name);
                    }
                    else if (!isPattern)
                    {
                        faults.Add($"--inventory={text} names {name} twice: name it once");
                    }
                }
                catch (InventoryException unknown)
                {
                    faults.Add(unknown.Message);
                }
            }
        }

        return ([.. names], [.. faults]);
    }

    private static bool Exists(string text, string root)
    {
        try
        {
            _ = InventoryFiles.Resolve(text, root);
            return true;
        }
        catch (InventoryException)
        {
            return false;
        }
    }
}
