using System.Globalization;

namespace Lab;

/// <summary>Processes by their parents (Linux).</summary>
public static class ProcessTree
{
    /// <summary>The children of a process, and theirs.</summary>
    public static IEnumerable<int> Below(int parent)
    {
        var children = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent).ToList();
        return children.Concat(children.SelectMany(Below));
    }

    /// <summary>Does a process run a program of this name?</summary>
    public static Func<int, bool> Is(string name) => id => Stat(id) is { } stat && stat.Contains($"({name}");

    private static int ParentOf(int id) =>
        Stat(id) is { } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)
            : 0;

    private static string? Stat(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat");
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }
}
