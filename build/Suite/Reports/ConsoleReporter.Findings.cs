using System.Globalization;
using Ensembles.Findings;
using Suite.Outgoing;

namespace Suite.Reports;

/// <summary>What is wrong with an inventory.</summary>
public sealed partial class ConsoleReporter
{
    /// <summary>Further places of a warning that are named; of more there is the number.</summary>
    private const int NamedPlaces = 8;

    /// <summary>
    /// Tells the findings of one inventory: each error in a line of its own, and warnings of one kind with one remedy in
    /// one line, so that they bury nothing. GitHub shows each of them beside its line of the file.
    /// </summary>
    public void Show(params IReadOnlyCollection<Finding> faults)
    {
        foreach (var kind in faults.GroupBy(fault => fault.Severity == FaultSeverity.Warning
            ? (fault.Code, fault.Remedy, fault.Subject.File) : (object)fault))
        {
            var (fault, isWarning) = (kind.First(), kind.First().Severity == FaultSeverity.Warning);
            screen.Event(
                isWarning ? $"[yellow]Warning {fault.Code}:[/] " : $"[red]Error {fault.Code}:[/] ",
                $"{fault.Subject}: {fault.Subject.Lead}{fault.Text}{Further([.. kind.Skip(1)])}");
        }

        foreach (var fault in isForGitHub ? faults : [])
        {
            var (title, message, place) = ($"{fault.Code} Inventory", $"{fault.Subject.Lead}{fault.Text}", fault.Subject);
            screen.Command(fault.Severity == FaultSeverity.Warning
                ? GitHubCommands.Warning(title, message, place.File, place.Line, place.Column)
                : GitHubCommands.Error(title, message, place.File, place.Line, place.Column));
        }
    }

    /// <summary><c>" (the same of paths.data in 6:9 and 3 more)"</c>; empty where there is none.</summary>
    private static string Further(IReadOnlyCollection<Finding> same)
    {
        var places = same.Take(NamedPlaces).Select(fault => string.Create(
            CultureInfo.InvariantCulture, $"{fault.Subject.Key} in {fault.Subject.Line}:{fault.Subject.Column}"));
        return same.Count == 0 ? ""
            : $" (the same of {string.Join(", ", places)}" + (same.Count > NamedPlaces ? $" and {same.Count - NamedPlaces} more)" : ")");
    }
}
