using Cake.Core;
using Suite.Workflows.Approval;

namespace Unit.Suite.Runs;

/// <summary>A plan is written over nothing but an earlier plan.</summary>
internal sealed class PlanFileTests
{
    [TestCase("root:x:0:0:root:/root:/bin/bash\n")]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"ensemble":"a"}""")]
    [TestCase("null")]
    public void What_is_no_plan_is_not_written_over(string content)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine", content);

        Assert.That(() => PlanFile.CheckPlace(file), Throws.TypeOf<CakeException>().With.Message.EqualTo(
            $"--out: {file} is there already, and is no plan that --target=Plan --out=FILE has written: name another file, or move that one away.")
            .And.Property(nameof(CakeException.ExitCode)).EqualTo(2));
    }

    [Test]
    public void A_folder_is_no_place_for_one()
    {
        using var folder = new TemporaryFolder();

        Assert.That(() => PlanFile.CheckPlace(folder.Path), Throws.TypeOf<CakeException>().With.Message.Contains("is a folder"));
    }

    [Test]
    public void A_new_name_and_an_earlier_plan_are()
    {
        using var folder = new TemporaryFolder();
        var plan = folder.Write("plan.json", """{"ensemble":"a","stepsDigest":"x","restsOn":{}}""");

        Assert.That(() => PlanFile.CheckPlace(plan), Throws.Nothing);
        Assert.That(() => PlanFile.CheckPlace(plan + ".new"), Throws.Nothing);
    }
}
