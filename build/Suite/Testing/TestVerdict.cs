namespace Suite.Testing;

/// <summary>What came of a project's tests.</summary>
/// <param name="Counts">Its tests; each problem counts as one failed.</param>
/// <param name="Failed">The names of those that failed.</param>
/// <param name="Problems">What went wrong beside the tests, e.g. a crash of their host.</param>
internal sealed record TestVerdict(TestCounts Counts, IReadOnlyList<string> Failed, IReadOnlyList<string> Problems)
{
    /// <summary>Judges a run; whatever is not clearly a success is a problem.</summary>
    /// <param name="exitCode">That of <c>dotnet test</c>.</param>
    /// <param name="results">The results that it left; null for none.</param>
    /// <param name="mayBeEmpty">Whether it is no mistake that no test ran.</param>
    public static TestVerdict Of(int exitCode, TestResults? results, bool mayBeEmpty)
    {
        if (results is null)
        {
            return Of(default, [], ["left no results: it did not build, or its tests did not start"]);
        }

        var problems = results.Errors.ToList();
        if (exitCode != 0 && results.Counts.Failed == 0 && problems.Count == 0)
        {
            problems.Add($"ended with exit code {exitCode}, though no test failed");
        }

        if (results.Counts.Total == 0 && problems.Count == 0 && !mayBeEmpty)
        {
            problems.Add("ran no test");
        }

        return Of(results.Counts, results.Failed, problems);
    }

    private static TestVerdict Of(TestCounts counts, IReadOnlyList<string> failed, List<string> problems) =>
        new(counts + new TestCounts(0, problems.Count, 0), failed, problems);
}
