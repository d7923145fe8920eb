using System.Collections.Immutable;
using System.Text;
using Spectre.Console;
using Suite.Outgoing;

namespace Suite.Terminals;

/// <summary>One line of a live view: pieces of text, each with its style, cut where the terminal ends.</summary>
internal sealed record LiveLine(ImmutableArray<(string Text, string Style)> Pieces)
{
    public static LiveLine Empty { get; } = new([]);

    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    /// <param name="style">As Spectre's markup names it; empty: plain.</param>
    public LiveLine Add(string text, string style = "") => new(Pieces.Add((Wording.OneLine(text), style)));

    /// <summary>The same without what may not be shown.</summary>
    public LiveLine Clean(OutgoingText text) => new([.. Pieces.Select(piece => (text.Clean(piece.Text), piece.Style))]);

    /// <summary>A column: at least so many cells, and a blank behind them.</summary>
    public LiveLine Column(string text, int width, string style = "") => Add(text.PadRight(width) + "  ", style);

    /// <summary>At most so many cells; an ellipsis stands for what is cut off.</summary>
    public LiveLine Cut(int width)
    {
        if (Cells(Text) <= width)
        {
            return this;
        }

        var (left, pieces) = (Math.Max(0, width - 1), ImmutableArray.CreateBuilder<(string, string)>());
        foreach (var (text, style) in Pieces)
        {
            var kept = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
            {
                left -= Cells(rune.ToString());
                if (left < 0)
                {
                    break;
                }

                kept.Append(rune);
            }

            pieces.Add((kept.ToString(), style));
            if (left < 0)
            {
                break;
            }
        }

        pieces.Add((width > 0 ? "…" : "", ""));
        return new(pieces.ToImmutable());
    }

    public string ToMarkup() => string.Concat(Pieces.Select(piece => piece.Style.Length == 0
        ? Markup.Escape(piece.Text)
        : $"[{piece.Style}]{Markup.Escape(piece.Text)}[/]"));

    public static int Cells(string text) => text.GetCellWidth();
}
