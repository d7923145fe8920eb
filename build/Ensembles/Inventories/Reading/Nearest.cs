namespace Ensembles.Inventories.Reading;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class Nearest
{
    /// <summary>Names by their distance from <paramref name="wanted"/>, nearest first, then by name.</summary>
    public static IEnumerable<string> Order(string wanted, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(wanted, name)).ThenBy(name => name, StringComparer.Ordinal);

    /// <returns>The nearest name where it is near enough to be meant, or null.</returns>
    public static string? Of(string wanted, IEnumerable<string> names) =>
        Order(wanted, names).FirstOrDefault() is { } name
        && Distance(wanted, name) <= Math.Max(1, Math.Min(wanted.Length, name.Length) / 3)
            ? name
            : null;

    /// <summary>
    /// Edits, two neighbours swapped counting as one (optimal string alignment); case does not count.
    /// </summary>
    internal static int Distance(string left, string right)
    {
        (left, right) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                        table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
