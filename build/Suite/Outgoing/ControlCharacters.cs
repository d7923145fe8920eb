using System.Text;

namespace Suite.Outgoing;

/// <summary>
/// Characters that a terminal obeys instead of showing them, or that change how the text around them reads: text from
/// server logs, hosts, archives and inventories may hold any of them.
/// </summary>
internal static class ControlCharacters
{
    /// <summary>
    /// Each stands as <c>\uXXXX</c>, which JSON and its readers understand too. Line breaks (LF, CR LF) and tabs stay.
    /// </summary>
    public static string Show(string text)
    {
        int first = 0;
        while (first < text.Length && !IsHidden(text, first))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            _ = IsHidden(text, i) ? shown.Append($"\\u{(int)text[i]:x4}") : shown.Append(text[i]);
        }

        return shown.ToString();
    }

    private static bool IsHidden(string text, int index) => text[index] switch
    {
        '\n' or '\t' => false,
        '\r' => index + 1 == text.Length || text[index + 1] != '\n',
        < ' ' => true,
        < '\x7f' => false,
        < '\xa0' => true, // DEL, and C1: some terminals take U+009B for ESC [
        '\u061c' or '\u200b' or '\u200e' or '\u200f' => true, // marks of direction, a space of no width
        >= '\u2028' and <= '\u202e' => true, // separators of lines, overrides of direction
        >= '\u2060' and <= '\u2069' => true, // isolates, and other characters without a width
        '\ufeff' or (>= '\ufff9' and <= '\ufffb') or '\ufffe' or '\uffff' => true,
        >= '\ud800' and <= '\udfff' => !IsPair(text, index),
        _ => false,
    };

    private static bool IsPair(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])
        || index > 0 && char.IsSurrogatePair(text[index - 1], text[index]);
}
