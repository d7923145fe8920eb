namespace Suite.Outgoing;

/// <summary>
/// The lines that GitHub's runner reads as commands ("Workflow commands for GitHub Actions" in GitHub's documentation;
/// actions/runner, ActionCommand): groups that fold, errors and warnings that are shown beside the file.
/// </summary>
internal static class GitHubCommands
{
    public const string EndGroup = "::endgroup::";

    /// <summary>The suite runs on GitHub's runner.</summary>
    public static bool AreRead => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    public static string Group(string title) => $"::group::{Data(title)}";

    /// <param name="title">What is shown in bold before the message.</param>
    /// <param name="file">Relative to the repository; null for none.</param>
    /// <param name="line">From 1; 0 for none.</param>
    public static string Error(string title, string message, string? file = null, int line = 0, int column = 0) =>
        Annotation("error", title, message, file, line, column);

    /// <inheritdoc cref="Error"/>
    public static string Warning(string title, string message, string? file = null, int line = 0, int column = 0) =>
        Annotation("warning", title, message, file, line, column);

    /// <inheritdoc cref="Error"/>
    public static string Notice(string title, string message) => Annotation("notice", title, message, null, 0, 0);

    /// <summary>
    /// Text of others, such as the end of a server's log, that is no command: the runner takes each line for one that
    /// begins with two colons, also behind blanks, or that has <c>##[</c> anywhere (actions/runner, ActionCommand).
    /// </summary>
    public static string Harmless(string text) => string.Join('\n', text.Split('\n').Select(line =>
        (line.TrimStart() is ['#', '#', '[', ..] or [':', ':', ..] ? "| " + line : line)
        .Replace("##[", "# #[", StringComparison.Ordinal)));

    private static string Annotation(string kind, string title, string message, string? file, int line, int column)
    {
        List<string> properties = [];
        if (file is not null)
        {
            properties.Add($"file={Property(file)}");
        }

        if (line > 0)
        {
            properties.Add($"line={line}");
            properties.Add($"col={Math.Max(1, column)}");
        }

        properties.Add($"title={Property(title)}");
        return $"::{kind} {string.Join(',', properties)}::{Data(message)}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
