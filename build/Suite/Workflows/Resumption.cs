using System.Text.RegularExpressions;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Workflows;

/// <summary>What an interrupted run leaves to say: where it stands, and the command that goes on from there.</summary>
internal static partial class Resumption
{
    /// <param name="account">Null where the run had not come to an ensemble.</param>
    /// <param name="commandLine">That of this process: the suite's file, then its arguments.</param>
    public static string Of(RunRecord? account, IReadOnlyList<string> commandLine) =>
        $"Interrupted{Standing(account)}. Nothing is half-done. To go on:\n  {Command(commandLine)}";

    private static string Standing(RunRecord? account)
    {
        if (account is not { Plan: { } plan, Steps: var steps })
        {
            return " before the first step";
        }

        var done = steps.Count(step => step.Failure is null);
        var left = steps.Where(step => step.Failure is not null).Select(step => step.Step.Title).ToList();
        var open = account.NotBegun(steps).Select(step => step.Title).ToList();
        return $" after {done} of {plan.Steps.Length} steps"
            + (left.Count == 0 ? "" : $"; left under way: {string.Join(", ", left)}")
            + (open.Count == 0 ? "" : $"; not begun: {string.Join(", ", open)}");
    }

    private static string Command(IReadOnlyList<string> commandLine) => string.Join(' ',
        [OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh", .. commandLine.Skip(1).Select(Quoted)]);

    private static string Quoted(string argument) => Plain().IsMatch(argument)
        ? argument
        : $"'{Wording.OneLine(argument).Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:,=@%+-]+$")]
    private static partial Regex Plain();
}
