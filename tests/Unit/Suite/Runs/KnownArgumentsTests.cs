using Suite.Runs;

namespace Unit.Suite.Runs;

public sealed class KnownArgumentsTests
{
    [TestCase("target", "inventory", "watch", "WATCH", "no-report", "nuget_source")]
    public void What_the_help_or_the_host_knows_is_taken(params string[] names) =>
        Assert.That(KnownArguments.Fault(names), Is.Null);

    [Test]
    public void A_slip_is_told_with_what_there_is() =>
        Assert.That(
            KnownArguments.Fault(["target", "invntory"]),
            Does.StartWith("There is no argument --invntory: write one of --target, --inventory, "));
}
