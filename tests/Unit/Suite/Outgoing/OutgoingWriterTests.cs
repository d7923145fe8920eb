using Suite.Outgoing;

namespace Unit.Suite.Outgoing;

internal sealed class OutgoingWriterTests
{
    private static string Written(bool isTerminal, bool forGitHub, Action<OutgoingWriter> write)
    {
        var text = new OutgoingText();
        text.Hide(["SECRETPW"]);
        using var inner = new StringWriter();
        using (var writer = new OutgoingWriter(inner, text, isTerminal, forGitHub))
        {
            write(writer);
        }

        return inner.ToString();
    }

    [Test]
    public void A_secret_that_is_written_in_pieces_is_masked_in_a_file() =>
        Assert.That(
            Written(isTerminal: false, forGitHub: false, to =>
            {
                to.Write("a SECR");
                to.Write('E');
                to.WriteLine("TPW b");
                to.Write("SECRETPW");
            }),
            Is.EqualTo("a *** b\n***"));

    [Test]
    public void A_file_has_no_control_sequence_at_all() =>
        Assert.That(
            Written(isTerminal: false, forGitHub: false, to => to.WriteLine("\e[31mred\e]0;title\a")),
            Is.EqualTo("\\u001b[31mred\\u001b]0;title\\u0007\n"));

    [Test]
    public void A_terminal_is_drawn_on_and_is_told_nothing_else() =>
        Assert.That(
            Written(isTerminal: true, forGitHub: false, to =>
                to.Write("\r\e[2A\e[?25l\e[38;5;9mred\e[0m\e[K\e]0;title\a\e]52;c;AAAA\e\\\ec\u009b2J SECRETPW\n")),
            Is.EqualTo(
                "\r\e[2A\e[?25l\e[38;5;9mred\e[0m\e[K\\u001b]0;title\\u0007"
                + "\\u001b]52;c;AAAA\\u001b\\\\u001bc\\u009b2J ***\n"));

    [Test]
    public void Only_commands_of_our_own_are_commands() =>
        Assert.That(
            Written(isTerminal: false, forGitHub: true, to =>
            {
                to.WriteCommand("::group::Expand");
                to.WriteLine("log:\n::stop-commands::x\n  ::add-path::SECRETPW\nx ##[error]y");
                to.Write(":");
                to.WriteLine(":error::z");
                to.WriteCommand("::error title=SECRETPW::\e[31m");
            }),
            Is.EqualTo(
                "::group::Expand\nlog:\n| ::stop-commands::x\n|   ::add-path::***\nx # #[error]y\n| ::error::z\n"
                + "::error title=***::\\u001b[31m\n"));
}
