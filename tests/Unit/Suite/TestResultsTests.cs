using Suite.Testing;

namespace Unit.Suite;

internal sealed class TestResultsTests
{
    private const string Trx = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1" name="run" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="A" outcome="Passed">
              <Output><StdOut>outcome="Failed"</StdOut></Output>
            </UnitTestResult>
            <UnitTestResult testName="B" outcome="Failed">
              <Output><ErrorInfo><Message>  Expected: 2
          But was: 3</Message></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testName="C" outcome="NotExecuted" />
            <UnitTestResult testName="D" outcome="Aborted" />
            <UnitTestResult testName="E" />
          </Results>
          <ResultSummary outcome="Failed">
            <RunInfos>
              <RunInfo computerName="x" outcome="Warning"><Text>No matter</Text></RunInfo>
              <RunInfo computerName="x" outcome="Error"><Text>The run was aborted.
           at Some.Method()</Text></RunInfo>
            </RunInfos>
          </ResultSummary>
        </TestRun>
        """;

    [Test]
    public void Outcomes_are_counted_and_only_passed_is_a_success()
    {
        using var folder = new TemporaryFolder();

        var results = TestResults.In(folder.Write("a.trx", Trx));

        Assert.That(results?.Counts, Is.EqualTo(new TestCounts(1, 3, 1)));
        Assert.That(results?.Failed, Is.EqualTo(new[] { "B\n    Expected: 2\n    But was: 3", "D", "E" }));
        Assert.That(results?.Errors, Is.EqualTo(new[] { "The run was aborted." }));
    }

    [Test]
    public void Of_a_long_message_the_beginning_and_the_end_are_told()
    {
        using var folder = new TemporaryFolder();
        var message = string.Join('\n', Enumerable.Range(1, 40).Select(line => $"line {line}"));

        var failed = TestResults.In(folder.Write("a.trx", Trx.Replace("  Expected: 2", message)))!.Failed[0];

        Assert.That(failed, Does.Contain("line 1\n").And.Contain("…").And.EndsWith("line 40\n    But was: 3"));
        Assert.That(failed.Split('\n'), Has.Length.EqualTo(17), "the name, 5 lines, the mark and 10 lines");
    }

    [Test]
    public void Results_that_are_cut_off_are_an_error()
    {
        using var folder = new TemporaryFolder();

        var results = TestResults.In(folder.Write("a.trx", Trx[..700]));

        Assert.That(results?.Errors, Has.One.Contains("cannot be read"));
    }

    [Test]
    public void A_file_that_does_not_exist_holds_no_results()
    {
        Assert.That(TestResults.In("/nowhere/at/all.trx"), Is.Null);
    }
}
