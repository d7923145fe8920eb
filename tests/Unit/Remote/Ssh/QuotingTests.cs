using CsCheck;
using Remote;
using Remote.Ssh;

namespace Unit.Remote.Ssh;

public sealed class QuotingTests
{
    private static readonly LocalHost Here = new();

    [Test]
    public async Task Any_program_and_values_are_one_line_that_a_shell_reads_back() =>
        await Gen.Char.Where(c => c != '\0' && !char.IsSurrogate(c)).Array[0, 12].Select(chars => new string(chars))
            .Array[0, 5].SampleAsync(ArriveAsync, iter: 60, threads: 1);

    [TestCase("a b", "", "  ", "'", "''", "\"", "\\", "\\'", "`id`", "$(id)", "$nl")]
    [TestCase("${nl}", "!", "#", "\n", "\n\n", "x\n")]
    public async Task Words_of_the_shell_are_read_back(params string[] values) => await ArriveAsync(values);

    [TestCase("plain-1.2_3:/x", "plain-1.2_3:/x")]
    [TestCase("[zk1]:2222", "'[zk1]:2222'")]
    [TestCase("it's", "'it'\"'\"'s'")]
    [TestCase("", "''")]
    [TestCase("a\n", "'a\n'")]
    public void Words_for_people_are_quoted_where_they_must_be(string text, string word) =>
        Assert.That(Quoting.Word(text), Is.EqualTo(word));

    private static async Task ArriveAsync(string[] values)
    {
        var line = Quoting.Line("for each; do\n  printf '%s\\0' \"$each\" # it's\ndone", values);

        var result = await Here.RunAsync(new Script("IFS= read -r p && eval \"$p\"; cat") { Input = line + "\nrest" });

        Assert.That(line, Does.Not.Contain("\n"));
        Assert.That(result.Output, Is.EqualTo(string.Concat(values.Select(value => value + "\0")) + "rest"));
    }
}
