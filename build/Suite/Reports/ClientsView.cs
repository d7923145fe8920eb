using System.Globalization;
using Ensembles.Witnessing;
using Spectre.Console;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>The clients' view of a rollout: measured by sessions that wrote and read all the while.</summary>
internal static class ClientsView
{
    public static void Write(IAnsiConsole console, WitnessRecord record)
    {
        var figures = record.Figures;
        console.MarkupLine(
            $"[bold]Clients[/]: {record.Sessions.Length} sessions, {Wording.Count(figures.Operations)} operations " +
            $"({Wording.Count(figures.Writes)} writes acknowledged) in {Wording.Seconds(record.Elapsed)}");
        console.MarkupLine($"  failed operations  {Coloured(figures.Failed)}" +
            (figures.Unknown > 0
                ? $"  [grey](of them {figures.Unknown} cut off, outcome unknown to the client)[/]"
                : ""));
        console.MarkupLine($"  sessions lost      {Coloured(figures.SessionsLost)}");
        if (figures.LongestGap is { } gap)
        {
            console.MarkupLine($"  longest gap        {Wording.Seconds(gap.Length)}  [grey](one client, " +
                $"{Wording.Seconds(gap.Start)} after the first operation)[/]");
        }
    }

    /// <summary>One short line while it goes on.</summary>
    public static string Line(WitnessFigures figures) => string.Create(CultureInfo.InvariantCulture,
        $"clients {figures.Rate:0}/s, {figures.Failed} failed, " +
        $"longest gap {figures.LongestGap?.Length.TotalSeconds ?? 0:0.00} s");

    private static string Coloured(long count) => count == 0 ? "[green]0[/]" : $"[yellow]{Wording.Count(count)}[/]";
}
