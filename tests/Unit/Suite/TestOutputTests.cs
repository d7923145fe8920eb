using Suite.Testing;

namespace Unit.Suite;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TestOutputTests
{
    private static readonly string[] Run =
    [
        "Test run for /here/Unit.dll (.NETCoreApp,Version=v10.0)",
        "A total of 1 test files matched the specified pattern.",
        "what a passing test prints",
        "  Passed First [12 ms]",
        "  Failed Second(\"a b\") [3 ms]",
        "  Error Message:",
        "     Expected: 2",
        "",
        "  Skipped Third [< 1 ms]",
        "Results File: /here/Unit.trx",
        "Total tests: 3",
    ];

    private readonly List<string> _printed = [];
    private readonly ManualTime _time = new();

    [Test]
    public void Failed_tests_are_printed_with_their_messages_and_nothing_else()
    {
        var output = new TestOutput("tests/Unit", _printed.Add, _time);
        Run.ToList().ForEach(output.Line);

        Assert.That(_printed, Is.EqualTo(new[]
        {
            "    Failed Second(\"a b\") [3 ms]", "    Error Message:", "       Expected: 2",
        }));
    }

    [Test]
    public void What_the_compiler_says_is_printed()
    {
        var output = new TestOutput("tests/Unit", _printed.Add, _time);
        output.Line("A.cs(1,1): error CS1002: ; expected");
        Run.Take(4).ToList().ForEach(output.Line);

        Assert.That(_printed, Is.EqualTo(new[] { "  A.cs(1,1): error CS1002: ; expected" }));
    }

    [Test]
    public void Progress_is_printed_every_few_seconds()
    {
        var output = new TestOutput("tests/Unit", _printed.Add, _time);
        output.Line(Run[3]);
        _time.Advance(TimeSpan.FromSeconds(7));
        output.Line(Run[3]);
        output.Line(Run[3]);

        Assert.That(_printed, Is.EqualTo(new[] { "tests/Unit: 2 passed, 0 failed after 7 s; last: First [12 ms]" }));
    }

    [Test]
    public void The_end_is_summed_up()
    {
        var output = new TestOutput("tests/Unit", _printed.Add, _time);
        Run.ToList().ForEach(output.Line);
        output.Progress();

        Assert.That(_printed[^1], Is.EqualTo("tests/Unit: 1 passed, 1 failed, 1 skipped after 0 s"));
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
