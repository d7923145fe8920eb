using Suite.Runs;
using Suite.Workflows.Several;

namespace Unit.Suite.Several;

/// <summary>Which inventories are meant, and the one exit code of several runs.</summary>
internal sealed class SelectionTests
{
    private string root = "";

    [SetUp]
    public void Inventories()
    {
        root = Directory.CreateTempSubdirectory("suite-several-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "inventories"));
        foreach (var name in new[] { "prod-a", "prod-b", "test", "with,comma" })
        {
            File.WriteAllText(Path.Combine(root, "inventories", $"{name}.yml"), "");
        }
    }

    [TearDown]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestCase("test", true)]
    [TestCase("with,comma", true)]
    [TestCase("test,prod-a", false)]
    [TestCase("prod-*", false)]
    [TestCase("nothing", true)]
    public void A_list_or_a_pattern_is_several_unless_a_file_is_named_so(string text, bool isOne) =>
        Assert.That(Selection.IsOne(text, root), Is.EqualTo(isOne));

    [TestCase("test,prod-a", "test prod-a")]
    [TestCase("prod-*", "prod-a prod-b")]
    [TestCase(" prod-b , prod-* ", "prod-b prod-a")]
    [TestCase("prod-?", "prod-a prod-b")]
    public void Each_is_taken_once_in_the_order_in_which_it_is_written(string text, string names)
    {
        var (found, faults) = Selection.Of(text, root);

        Assert.That(faults, Is.Empty);
        Assert.That(found, Is.EqualTo(names.Split(' ')));
    }

    [TestCase("test,,prod-a", "nothing between two commas")]
    [TestCase("test,other", "There is no inventory 'other'")]
    [TestCase("other-*", "No inventory is named like 'other-*'")]
    [TestCase("test,test", "names test twice")]
    public void What_names_none_or_one_twice_is_a_fault(string text, string fault) =>
        Assert.That(Selection.Of(text, root).Faults, Has.One.Contains(fault));

    [TestCase(new[] { 0, 0 }, false, ExitCodes.Done)]
    [TestCase(new[] { 0, 6 }, false, ExitCodes.ChangesPending)]
    [TestCase(new[] { 6, 3, 4 }, false, ExitCodes.Refused)]
    [TestCase(new[] { 3, 1 }, false, ExitCodes.Failed)]
    [TestCase(new[] { 1, 130 }, false, ExitCodes.Interrupted)]
    [TestCase(new[] { 0 }, true, ExitCodes.Interrupted)]
    public void One_code_stands_for_all(int[] codes, bool isInterrupted, int code) =>
        Assert.That(SeveralEnsembles.Judge([.. codes], isInterrupted), Is.EqualTo(code));
}
