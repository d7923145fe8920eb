using System.Globalization;
using System.Text.RegularExpressions;

namespace Suite.Testing;

/// <summary>
/// Turns the output of <c>dotnet test</c> (its console logger at the verbosity <c>normal</c>) into progress: what the
/// compiler says, each failed test with its message as it comes, and every now and then a line of how far it is.
/// </summary>
internal sealed partial class TestOutput(string project, Action<string> print, TimeProvider time)
{
    private const int LongestName = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly long _start = time.GetTimestamp();
    private long _last = time.GetTimestamp();
    private TestCounts _counts;
    private Part _part = Part.Compiling;

    private enum Part
    {
        Compiling,
        Silent,
        Failure,
    }

    public void Line(string line)
    {
        if (Finished().Match(line) is { Success: true } finished)
        {
            Count(finished.Groups["outcome"].Value);
            _part = finished.Groups["outcome"].Value == "Failed" ? Part.Failure : Part.Silent;
            if (_part == Part.Silent && time.GetElapsedTime(_last) >= Pause)
            {
                var test = finished.Groups["test"].Value;
                Progress($"; last: {(test.Length > LongestName ? $"{test[..LongestName]}…" : test)}");
            }
        }
        else if (line.StartsWith("Test run for ", StringComparison.Ordinal)
            || line.StartsWith("Results File: ", StringComparison.Ordinal)
            || line.StartsWith("WARNING: Overwriting results file", StringComparison.Ordinal))
        {
            _part = Part.Silent;
        }

        if (_part != Part.Silent && !string.IsNullOrWhiteSpace(line))
        {
            print($"  {line}");
        }
    }

    /// <summary>Prints how far the tests are.</summary>
    public void Progress(string suffix = "")
    {
        _last = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        print($"{project}: {_counts} after {seconds} s{suffix}");
    }

    private void Count(string outcome) => _counts += outcome switch
    {
        "Passed" => new TestCounts(1, 0, 0),
        "Failed" => new TestCounts(0, 1, 0),
        _ => new TestCounts(0, 0, 1),
    };

    [GeneratedRegex(@"^  (?<outcome>Passed|Failed|Skipped) (?<test>.+ \[.+\])$")]
    private static partial Regex Finished();
}
