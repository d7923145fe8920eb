using Spectre.Console;
using Suite.Runs;

namespace Suite.Reports;

/// <summary>The console that reports are written to.</summary>
internal static class Consoles
{
    /// <summary>Lines of files and CI logs are not broken: they are searched, not looked at.</summary>
    private const int WidthOfFiles = 1000;

    public static IAnsiConsole Standard(RunResult answer)
    {
        var console = AnsiConsole.Console;
        if (answer.IsJson ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        {
            // Spectre takes build servers for terminals that show colours; their logs are files.
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.Interactive = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
