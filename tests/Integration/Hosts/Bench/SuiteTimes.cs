using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lab;

namespace Integration.Hosts.Bench;

/// <summary>How long a run of the suite took, as a process of its own, and on what, by its own record.</summary>
/// <param name="Parts">Seconds.</param>
/// <param name="Restarts">Each one of a member, with its gate.</param>
/// <param name="Memory">MiB that the suite took at most.</param>
internal sealed partial record SuiteTimes(
    TimeSpan Took, ImmutableDictionary<string, double> Parts, ImmutableArray<TimeSpan> Restarts, int Memory)
{
    public static async Task<SuiteTimes> RunAsync(string target, string inventory, params string[] more)
    {
        var began = Stopwatch.GetTimestamp();
        var (code, output) = await SuiteProcess.RunAsync(
            [$"--target={target}", $"--inventory={inventory}", "--verbosity=diagnostic", .. more]);
        var took = Stopwatch.GetElapsedTime(began);
        Assert.That(code, Is.Zero, output);
        return new(
            took,
            output.Split("Time per stage")[^1].Split('\n')
                .Select(line => Line().Match(line)).Where(match => match.Success)
                .ToImmutableDictionary(match => match.Groups["part"].Value, Seconds),
            [.. Restart().Matches(output).Select(match => TimeSpan.FromSeconds(Seconds(match)))],
            int.Parse(MemoryLine().Match(output).Groups["mebibytes"].Value, CultureInfo.InvariantCulture));
    }

    private static double Seconds(Match match) => double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"at most (?<mebibytes>\d+) MiB of memory")]
    private static partial Regex MemoryLine();

    [GeneratedRegex(@"done restart server \d+ +(?<seconds>[\d.]+) s")]
    private static partial Regex Restart();

    [GeneratedRegex(@"^\S+ +(?<part>\S+( \S+)*) +(?<seconds>[\d.]+) s$")]
    private static partial Regex Line();
}
