using System.Collections.Immutable;

namespace Remote;

/// <summary>
/// A POSIX <c>sh</c> script and its values. Values never become part of the text: they are positional parameters
/// (<c>"$1"</c> …) and standard input, so no character of them can reach a shell unquoted.
/// </summary>
public sealed record Script(string Text)
{
    /// <summary>With LF at the ends of lines, whatever the checkout has in which the suite was compiled.</summary>
    public string Text { get; init => field = WithLf(value); } = WithLf(Text);

    /// <summary>What <c>"$1"</c>, <c>"$2"</c> … are.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Standard input; empty by default.</summary>
    public string Input { get; init; } = "";

    /// <summary>How long the script may take before the wait for it is given up. Default 60 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    public static Script Of(string text, params ReadOnlySpan<string> arguments) =>
        new(text) { Arguments = [.. arguments] };

    internal static string WithLf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
