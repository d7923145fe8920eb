using Spectre.Console;

namespace Suite.Reports;

/// <summary>The console that reports are written to.</summary>
internal static class Consoles
{
    /// <summary>Lines of files and CI logs are not broken: they are searched, not looked at.</summary>
    private const int WidthOfFiles = 1000;

    public static IAnsiConsole Standard()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
