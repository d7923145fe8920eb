using Ensembles.Inventories.Reading;

namespace Unit.Inventories;

internal sealed class NearestTests
{
    [TestCase("", "", 0)]
    [TestCase("Verify", "vERIFY", 0)]
    [TestCase("", "Join", 4)]
    [TestCase("Join", "Joni", 1, TestName = "Neighbours_swapped_are_one_slip")]
    [TestCase("Expand", "Epand", 1)]
    [TestCase("Expand", "Exxpand", 1)]
    [TestCase("Expand", "Expend", 1)]
    [TestCase("Render", "Status", 6)]
    public void It_counts_typing_slips(string left, string right, int slips)
    {
        Assert.That(Nearest.Distance(left, right), Is.EqualTo(slips));
        Assert.That(Nearest.Distance(right, left), Is.EqualTo(slips));
    }
}
