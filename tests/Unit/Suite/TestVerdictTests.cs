using Suite.Testing;

namespace Unit.Suite;

/// <summary>What counts as a success of the tests, and what does not.</summary>
internal sealed class TestVerdictTests
{
    private static readonly TestResults Passed = new(new TestCounts(3, 0, 1), [], []);
    private static readonly TestResults Failed = new(new TestCounts(3, 2, 0), ["A", "B"], []);
    private static readonly TestResults Empty = new(default, [], []);

    [Test]
    public void Passed_and_skipped_tests_are_a_success()
    {
        var verdict = TestVerdict.Of(0, Passed, mayBeEmpty: false);

        Assert.That(verdict.Counts, Is.EqualTo(new TestCounts(3, 0, 1)));
        Assert.That(verdict.Problems, Is.Empty);
    }

    [Test]
    public void Failed_tests_are_counted_once()
    {
        var verdict = TestVerdict.Of(1, Failed, mayBeEmpty: false);

        Assert.That(verdict.Counts, Is.EqualTo(new TestCounts(3, 2, 0)));
        Assert.That(verdict.Failed, Is.EqualTo(new[] { "A", "B" }));
        Assert.That(verdict.Problems, Is.Empty);
    }

    [Test]
    public void No_results_are_a_failure([Values(0, 1)] int exitCode, [Values] bool mayBeEmpty)
    {
        var verdict = TestVerdict.Of(exitCode, null, mayBeEmpty);

        Assert.That(verdict.Counts, Is.EqualTo(new TestCounts(0, 1, 0)));
        Assert.That(verdict.Problems, Has.One.Contains("did not build"));
    }

    [Test]
    public void No_test_is_a_failure_unless_the_caller_chose_some()
    {
        Assert.That(TestVerdict.Of(0, Empty, mayBeEmpty: false).Counts.Failed, Is.EqualTo(1));
        Assert.That(TestVerdict.Of(0, Empty, mayBeEmpty: true).Counts, Is.EqualTo(default(TestCounts)));
    }

    [Test]
    public void An_exit_code_that_no_test_explains_is_a_failure()
    {
        var verdict = TestVerdict.Of(134, Passed, mayBeEmpty: false);

        Assert.That(verdict.Counts, Is.EqualTo(new TestCounts(3, 1, 1)));
        Assert.That(verdict.Problems, Has.One.Contains("exit code 134"));
    }

    [Test]
    public void A_crash_of_the_host_is_a_failure_even_if_every_result_is_a_success()
    {
        var crashed = Passed with { Errors = ["The active test run was aborted."] };

        Assert.That(TestVerdict.Of(0, crashed, mayBeEmpty: true).Counts.Failed, Is.EqualTo(1));
    }

    [TestCase(3, 0, 0, "3 passed, 0 failed")]
    [TestCase(3, 2, 1, "3 passed, 2 failed, 1 skipped")]
    public void Counts_have_the_form_that_build_servers_read(int passed, int failed, int skipped, string text)
    {
        Assert.That(new TestCounts(passed, failed, skipped).ToString(), Is.EqualTo(text));
    }

    [TestCase(null, null, "TestCategory!=Long")]
    [TestCase("Long", null, "TestCategory=Long")]
    [TestCase(null, "Name~Quorum", "Name~Quorum")]
    [TestCase("Long", "Name~A|Name~B", "(TestCategory=Long)&(Name~A|Name~B)")]
    public void The_selection_becomes_a_filter(string? category, string? filter, string expression)
    {
        var selection = new TestSelection(category, filter);

        Assert.That(selection.Expression, Is.EqualTo(expression));
        Assert.That(selection.IsChosen, Is.EqualTo(category is not null || filter is not null));
    }
}
