namespace Suite;

/// <summary>
/// The line that a target wants to be the very last on standard output, below the summary of the run, where people
/// and build servers look for a result.
/// </summary>
public sealed class ClosingLine
{
    /// <summary>The line; null for none.</summary>
    public string? Text { get; set; }

    /// <summary>Runs the host, then prints the line that its tasks have left.</summary>
    /// <returns>The host's exit code.</returns>
    public static int PrintedAfter(Func<ClosingLine, int> host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var line = new ClosingLine();
        var exitCode = host(line);
        if (line.Text is { } text)
        {
            Console.Out.WriteLine(text);
        }

        return exitCode;
    }
}
