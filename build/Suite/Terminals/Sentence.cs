namespace Suite.Terminals;

/// <summary>Messages of several sentences, of which some come from elsewhere.</summary>
internal static class Sentence
{
    /// <summary>With a full stop, where it does not end as a sentence already.</summary>
    public static string Of(string text) =>
        text.TrimEnd() is [.., '.' or '?' or '!' or '\u2026'] ended ? ended : text.TrimEnd() + ".";
}
