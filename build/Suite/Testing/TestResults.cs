using System.Xml;
using System.Xml.Linq;

namespace Suite.Testing;

/// <summary>The results of a run in the format TRX, read as far as a verdict needs them.</summary>
/// <param name="Failed">The tests that failed, each by its name.</param>
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
                Count: Counted((string?)result.Attribute("outcome")))).ToList();
        var counts = results.Aggregate(default(TestCounts), (sum, one) => sum + one.Count);
        var failed = results.Where(one => one.Count.Failed > 0).Select(one => one.Name ?? "a test without a name");
        var errors = run.Descendants(Format + "RunInfo")
            .Where(info => (string?)info.Attribute("outcome") == "Error")
            .Select(info => info.Value.Trim().Split('\n')[0].TrimEnd());
        return new TestResults(counts, [.. failed], [.. errors]);
    }

    // The summary's counters leave out the tests that were skipped. An outcome that is not known is no success.
    private static TestCounts Counted(string? outcome) => outcome switch
    {
        "Passed" => new TestCounts(1, 0, 0),
        "NotExecuted" or "Inconclusive" => new TestCounts(0, 0, 1),
        _ => new TestCounts(0, 1, 0),
    };
}
