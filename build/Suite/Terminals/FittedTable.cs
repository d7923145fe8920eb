namespace Suite.Terminals;

/// <summary>A table with as many columns as a width has room for: none is cut or broken to fit.</summary>
internal static class FittedTable
{
    private const int Gap = 2;

    /// <returns>The titles, then the rows.</returns>
    public static IEnumerable<LiveLine> Lines<T>(
        IReadOnlyList<FittedColumn<T>> columns, IReadOnlyCollection<T> rows, int width)
    {
        var fitting = columns.Select(column => (Column: column, Width: Width(column, rows))).ToList();
        while (fitting.Sum(column => column.Width + Gap) - Gap > width
            && fitting.MaxBy(column => column.Column.Rank) is { Column.Rank: > 0 } least)
        {
            fitting.Remove(least);
        }

        return
        [
            Line(fitting, column => column.Title, _ => "grey"),
            .. rows.Select(row => Line(fitting, column => column.Cell(row), column => column.Style?.Invoke(row) ?? "")),
        ];
    }

    public static bool Fits<T>(IReadOnlyList<FittedColumn<T>> columns, IReadOnlyCollection<T> rows, int width) =>
        columns.Sum(column => Width(column, rows) + Gap) - Gap <= width;

    private static int Width<T>(FittedColumn<T> column, IEnumerable<T> rows) =>
        rows.Select(row => LiveLine.Cells(column.Cell(row))).Append(column.Title.Length).Max();

    private static LiveLine Line<T>(
        List<(FittedColumn<T> Column, int Width)> columns, Func<FittedColumn<T>, string> cell,
        Func<FittedColumn<T>, string> style)
    {
        var line = LiveLine.Empty;
        foreach (var (column, width) in columns)
        {
            var text = cell(column);
            var space = new string(' ', Math.Max(0, width - LiveLine.Cells(text)));
            line = line.Add(line.Pieces.IsEmpty ? "" : new(' ', Gap))
                .Add(column.IsNumber ? space + text : text + space, style(column));
        }

        return line;
    }
}

/// <param name="Rank">0: always shown; where not all fit, those of the highest rank go first.</param>
/// <param name="IsNumber">It stands to the right.</param>
/// <param name="Style">As Spectre's markup names it; null: plain.</param>
internal sealed record FittedColumn<T>(
    string Title, int Rank, Func<T, string> Cell, bool IsNumber = false, Func<T, string>? Style = null);
