using Suite.Workflows;
using Unit.Reports;

namespace Unit.Suite.Runs;

internal sealed class ResumptionTests
{
    [Test]
    public void It_tells_where_the_run_stands_and_the_command_that_goes_on() => Assert.That(
        Resumption.Of(
            Sample.Account(failure: "interrupted"), ["Suite.dll", "--target=Expand", "--inventory=my servers.yml"]),
        Is.EqualTo(
            "Interrupted after 2 of 4 steps; left under way: start server 2; not begun: reconfig: add servers 2, 3. " +
            "Nothing is half-done. To go on:\n  ./build.sh --target=Expand '--inventory=my servers.yml'"));

    [Test]
    public void Before_the_first_step_there_is_nothing_to_tell() => Assert.That(
        Resumption.Of(null, ["Suite.dll", "--target=Expand"]), Does.StartWith("Interrupted before the first step."));
}
