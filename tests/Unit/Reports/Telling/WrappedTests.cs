using CsCheck;
using Suite.Terminals;

namespace Unit.Reports.Telling;

internal sealed class WrappedTests
{
    [Test]
    public void Lines_hang_below_the_first() => Assert.That(
        Wrapped.Lines("one two three four five six seven", width: 26, indent: 4, first: 10),
        Is.EqualTo(["one two three", "    four five six seven"]));

    [Test]
    public void A_long_word_stays_whole() => Assert.That(
        Wrapped.Lines("a /a/very/long/path/of/some/file.html b", width: 20),
        Is.EqualTo(["a", "/a/very/long/path/of/some/file.html", "b"]));

    [Test]
    public void Each_line_of_a_message_hangs_from_its_own_text_and_commands_stay_whole() => Assert.That(
        Wrapped.Message(
            "Refused, nothing was changed:\n  - two of the members would lead at once\n" +
            "  ./build.sh --target=Expand --inventory=a",
            width: 30, first: 7).Split('\n'),
        Is.EqualTo(
        [
            "Refused, nothing was", "changed:", "  - two of the members would", "    lead at once",
            "  ./build.sh --target=Expand --inventory=a",
        ]));

    [TestCase("[yellow]Warning:[/] ", "[yellow]Warning:[/] one two three|  four five")]
    [TestCase("          ", "          one two|  three four five")]
    public void What_stands_before_takes_its_room(string lead, string lines) => Assert.That(
        Wrapped.Hanging(lead, "one two three four five", width: 22), Is.EqualTo(lines.Replace('|', '\n')));

    [Test]
    public void No_word_is_lost_or_changed() => Gen.String[Gen.Char["ab -"], 0, 60].Select(Gen.Int[1, 50]).Sample(
        (text, width) => Words(string.Join(' ', Wrapped.Lines(text, width))).SequenceEqual(Words(text)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
