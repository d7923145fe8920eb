using Spectre.Console;
using Spectre.Console.Rendering;

namespace Suite.Reports;

/// <summary>
/// Entries of a mark, a name and a text that may be long: in three columns, or with the text below where columns would
/// break it into single words.
/// </summary>
internal static class Entries
{
    /// <summary>Characters.</summary>
    private const int WideEnough = 70;

    public static IRenderable Of(IReadOnlyCollection<(Text Mark, Text Name, Text Text)> entries, int width)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2));
        if (width < WideEnough)
        {
            grid.AddColumn();
            foreach (var (mark, name, text) in entries)
            {
                grid.AddRow(mark, new Rows(name, text));
            }

            return grid;
        }

        grid.AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (mark, name, text) in entries)
        {
            grid.AddRow(mark, name, text);
        }

        return grid;
    }
}
