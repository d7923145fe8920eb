using Suite.Reports;
using Suite.Terminals;

namespace Unit.Reports.Telling;

internal sealed class LiveRegionTests
{
    [Test]
    public void It_is_drawn_over_and_goes_without_a_trace()
    {
        var terminal = new FakeTerminal(20);
        terminal.WriteLine("before");
        using (var region = new LiveRegion(terminal.Console))
        {
            region.Draw([Line("one"), Line("two"), Line("three")]);
            Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("before\none\ntwo\nthree", false)));
            region.Draw([Line("1")]);
            Assert.That(terminal.Text, Is.EqualTo("before\n1"));
        }

        terminal.WriteLine("after");
        Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("before\nafter", true)));
    }

    [Test]
    public void Long_lines_are_cut_and_too_many_left_out()
    {
        var terminal = new FakeTerminal(10, height: 3);
        using var region = new LiveRegion(terminal.Console);
        region.Draw([Line("0123456789"), Line("b"), Line("c")]);

        Assert.That(terminal.Text, Is.EqualTo("01234567…\nb"));
    }

    [Test]
    public void A_narrower_terminal_keeps_nothing_of_the_last_drawing()
    {
        var terminal = new FakeTerminal(20);
        terminal.WriteLine("before");
        using var region = new LiveRegion(terminal.Console);
        region.Draw([Line("a line that is long"), Line("two"), Line("also a long line")]);
        terminal.Narrow(8);
        region.Draw([Line("a line that is long"), Line("two")]);

        Assert.That(terminal.Text, Is.EqualTo("before\na line…\ntwo"));
    }

    [Test]
    public void Events_go_above_it()
    {
        var terminal = new FakeTerminal(40);
        var screen = new Screen(terminal.Console, TimeProvider.System);
        using (screen.Open())
        {
            screen.Draw(_ => [Line("live")]);
            screen.Event("[green]done[/] one");
            Assert.That(terminal.Text, Is.EqualTo("done one\nlive"));
        }

        Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("done one", true)));
    }

    [Test]
    public async Task A_failure_gives_the_terminal_back()
    {
        var terminal = new FakeTerminal(40);
        var story = new ConsoleReporter(terminal.Console, TimeProvider.System);
        var draws = new TaskCompletionSource();
        var work = story.DuringAsync("work", async () =>
        {
            await draws.Task;
            throw new InvalidOperationException("no");
        });
        while (!terminal.Text.Contains("work", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }

        draws.SetResult();
        Assert.That(async () => await work, Throws.InvalidOperationException);
        Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("", true)));
    }

    [Test]
    public void A_process_that_ends_at_once_gives_the_terminal_back()
    {
        var terminal = new FakeTerminal(40);
        var story = new ConsoleReporter(terminal.Console, TimeProvider.System);
        story.OpenView();
        story.Redraw(_ => [Line("live")]);
        Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("live", false)));

        story.Leave();
        Assert.That((terminal.Text, terminal.ShowsCursor), Is.EqualTo(("", true)));
    }

    private static LiveLine Line(string text) => LiveLine.Empty.Add(text);
}
