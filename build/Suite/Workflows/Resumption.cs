using System.Text.RegularExpressions;
using Suite.Arguments;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Workflows;

/// <summary>What an interrupted run leaves to say: where it stands, and the command that goes on from there.</summary>
internal static partial class Resumption
{
    /// <param name="account">Null where the run had not come to an ensemble.</param>
    /// <param name="commandLine">That of this process: the suite's file, then its arguments.</param>
    public static string Of(RunRecord? account, IReadOnlyList<string> commandLine) =>
        $"Interrupted{Standing(account)}. Nothing is half-done. To go on:\n  {Command(account, commandLine)}";

    /// <summary>The command that goes on where it is not the same one; null: it is.</summary>
    public static string? OtherCommand(RunRecord? account, IReadOnlyList<string> commandLine) =>
        account is null || RestartTime.Of(account) is null ? null : Command(account, commandLine);

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

    private static string Command(RunRecord? account, IReadOnlyList<string> commandLine)
    {
        var arguments = commandLine.Skip(1);
        if (account is not null && RestartTime.Of(account) is { } time)
        {
            // By the process's age: whom this run has restarted is younger.
            arguments = [.. WithoutOlderThan(arguments), $"--{ArgumentList.OlderThan.Name}={time}"];
        }

        return string.Join(' ', [OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh", .. arguments.Select(Quoted)]);
    }

    private static IEnumerable<string> WithoutOlderThan(IEnumerable<string> arguments)
    {
        var isValue = false;
        foreach (var argument in arguments)
        {
            var (name, hasValue) = argument.IndexOfAny(['=', ':']) is > 0 and var at ? (argument[..at], true) : (argument, false);
            var isIt = !isValue && name.StartsWith("--", StringComparison.Ordinal)
                && Spelling.Key(name[2..]) == Spelling.Key(ArgumentList.OlderThan.Name);
            if (!isIt && !isValue)
            {
                yield return argument;
            }

            isValue = isIt && !hasValue;
        }
    }

    private static string Quoted(string argument) => Plain().IsMatch(argument)
        ? argument
        : $"'{Wording.OneLine(argument).Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:,=@%+-]+$")]
    private static partial Regex Plain();
}
