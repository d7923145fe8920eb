using Suite.Outgoing;

namespace Unit.Reports.Telling;

internal sealed class GitHubCommandsTests
{
    [Test]
    public void An_error_stands_beside_its_line_with_what_the_runner_needs_escaped()
    {
        var command = GitHubCommands.Error("a:b,c", "50 %\r\nnext: x, y", "inventories/a,b.yml", 14, 5);

        Assert.That(command, Is.EqualTo(
            "::error file=inventories/a%2Cb.yml,line=14,col=5,title=a%3Ab%2Cc::50 %25%0D%0Anext: x, y"));
    }

    [Test]
    public void Without_a_place_there_is_none()
    {
        Assert.That(GitHubCommands.Warning("Warning", "it"), Is.EqualTo("::warning title=Warning::it"));
        Assert.That(
            GitHubCommands.Error("Inventory", "it", "x.yml"), Is.EqualTo("::error file=x.yml,title=Inventory::it"));
    }

    [Test]
    public void Groups_cannot_be_broken_out_of()
    {
        Assert.That(GitHubCommands.Group("Join\n::error::x"), Is.EqualTo("::group::Join%0A::error::x"));
    }

    [TestCase("::error::x", "| ::error::x")]
    [TestCase("  ::stop-commands::x", "|   ::stop-commands::x")]
    [TestCase("##[command]x", "| # #[command]x")]
    [TestCase("a ##[error]x", "a # #[error]x")]
    [TestCase("a ::b", "a ::b")]
    public void Text_of_others_is_no_command(string text, string expected)
    {
        Assert.That(GitHubCommands.Harmless("log:\n" + text), Is.EqualTo("log:\n" + expected));
    }
}
