using System.Xml;
using System.Xml.Linq;

namespace Suite.Testing;

/// <summary>The results of a run in the format TRX, read as far as a verdict needs them.</summary>
/// <param name="Failed">The tests that failed, each by its name, with the ends of its message in lines of their own.</param>
/// <param name="Errors">Errors of the run itself, each by its first line, e.g. that the test host crashed.</param>
internal sealed record TestResults(TestCounts Counts, IReadOnlyList<string> Failed, IReadOnlyList<string> Errors)
{
    private static readonly XNamespace Format = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <returns>The results; null where the file does not exist.</returns>
    public static TestResults? In(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return In(XDocument.Load(file));
        }
        catch (XmlException e)
        {
            return new TestResults(default, [], [$"left results that cannot be read ({file}): {e.Message}"]);
        }
    }

    private static TestResults In(XDocument run)
    {
        var results = run.Descendants(Format + "UnitTestResult")
            .Select(result => (Name: (string?)result.Attribute("testName"),
                Count: Counted((string?)result.Attribute("outcome")),
                Message: result.Descendants(Format + "Message").FirstOrDefault()?.Value)).ToList();
        var counts = results.Aggregate(default(TestCounts), (sum, one) => sum + one.Count);
        var failed = results.Where(one => one.Count.Failed > 0).Select(one => string.Join(
            "\n    ", [one.Name ?? "a test without a name", .. Ends(one.Message ?? "")]));
        var errors = run.Descendants(Format + "RunInfo")
            .Where(info => (string?)info.Attribute("outcome") == "Error")
            .Select(info => info.Value.Trim().Split('\n')[0].TrimEnd());
        return new TestResults(counts, [.. failed], [.. errors]);
    }

    /// <summary>
    /// A test's output is gone with the machine that it ran on: what was wrong stands first, how it ended last.
    /// </summary>
    private static List<string> Ends(string message)
    {
        const int First = 5, Last = 10, Width = 300;
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Length > Width ? line[..Width] + " …" : line).ToList();
        return lines.Count <= First + Last ? lines : [.. lines[..First], "…", .. lines[^Last..]];
    }

    // The summary's counters leave out the tests that were skipped. An outcome that is not known is no success.
    private static TestCounts Counted(string? outcome) => outcome switch
    {
        "Passed" => new TestCounts(1, 0, 0),
        "NotExecuted" or "Inconclusive" => new TestCounts(0, 0, 1),
        _ => new TestCounts(0, 1, 0),
    };
}
