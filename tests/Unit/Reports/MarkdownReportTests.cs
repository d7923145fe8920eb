using Suite.Reports;
using Suite.Terminals;

namespace Unit.Reports;

internal sealed class MarkdownReportTests
{
    [Test]
    public void It_tells_the_result_first() => Assert.That(
        MarkdownReport.Of(Sample.Report()),
        Does.StartWith(
            "## ✅ sample: Every one of 9 acknowledged writes is on every server; one operation of a client failed"));

    [Test]
    public void It_tells_the_proof() => Assert.That(
        MarkdownReport.Of(Sample.Report()), Does.Contain("**Before the first change**: proved safe: 31 states"));

    [Test]
    public void A_failure_comes_with_what_was_not_done()
    {
        var text = MarkdownReport.Of(Sample.Report(Sample.Account("no quorum")));

        Assert.That(text, Does.StartWith("## ❌ sample: Stopped at step 2, start server 2: no quorum"));
        Assert.That(text, Does.Contain("|  | reconfig: add servers 2, 3 | not done |"));
    }

    [Test]
    public void A_log_at_the_end_of_a_failure_stands_below_the_heading()
    {
        const string Failure =
            "server 2 has ended, so that it never came to: it leads. Its log ends:\nError: *no* heap\n| ``` |";
        var account = Sample.Account(Failure);
        account.Fails(Failure, 1);
        var text = MarkdownReport.Of(Sample.Report(account));

        Assert.That(
            text.Split('\n')[0],
            Does.EndWith("start server 2: server 2 has ended, so that it never came to: it leads."));
        Assert.That(text, Does.Contain("\n    Error: *no* heap\n    | ``` |\n"));
    }

    [TestCase("no quorum", "no quorum")]
    [TestCase("It fails. Its log ends:\nx", "It fails.")]
    [TestCase("Refused, nothing was changed:\n  - two lead\n  - more", "Refused, nothing was changed: two lead")]
    [TestCase("Left alone:", "Left alone:")]
    [TestCase("", "")]
    public void A_heading_is_one_line(string message, string heading) =>
        Assert.That(Wording.Headline(message), Is.EqualTo(heading));

    [Test]
    public void Text_of_others_never_becomes_markup()
    {
        var text = MarkdownReport.Of(Sample.Report());

        Assert.That(text, Does.Contain(@"&lt;script>alert('1')&lt;/script> &amp; ""2"" \| \*3\*"));
        Assert.That(text, Does.Not.Contain("<script"));
    }

    [Test]
    public void The_copy_of_the_data_comes_with_the_command_that_restores_it() => Assert.That(
        MarkdownReport.Of(Sample.Report()), Does.Contain("**Backup**: copy of server 1 up to 0x66").And.Contain(
            "`./build.sh --target=Restore --inventory=sample " +
            "--backup=1:/var/lib/zookeeper/backups/20300101T120000Z-abcdef`"));

    [Test]
    public void Every_row_has_the_cells_of_its_table()
    {
        var rows = MarkdownReport.Of(Sample.Report()).Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Replace(@"\|", "", StringComparison.Ordinal).Count(character => character == '|'));

        Assert.That(rows, Is.EqualTo([6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 10, 10, 10, 10, 10]));
    }
}
