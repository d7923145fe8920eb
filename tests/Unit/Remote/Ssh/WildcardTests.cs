using Remote.Ssh;

namespace Unit.Remote.Ssh;

public sealed class WildcardTests
{
    [TestCase("", "", true)]
    [TestCase("*", "", true)]
    [TestCase("?", "", false)]
    [TestCase("a*b*c", "axxbyyc", true)]
    [TestCase("a*b*c", "axxbyy", false)]
    [TestCase("*a", "aaab", false)]
    [TestCase("*ab", "aaab", true)]
    [TestCase("a.c", "abc", false)]
    [TestCase("***", "x", true)]
    public void Stars_stand_for_anything_and_question_marks_for_one(string pattern, string name, bool matches) =>
        Assert.That(Wildcard.Matches(pattern, name), Is.EqualTo(matches));

    [Test]
    public void Many_stars_do_not_take_for_ever() =>
        Assert.That(
            Wildcard.Matches(string.Concat(Enumerable.Repeat("a*", 40)) + "b", new string('a', 4000)), Is.False);
}
