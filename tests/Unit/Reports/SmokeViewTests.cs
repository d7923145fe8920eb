using Spectre.Console.Testing;
using Suite.Reports;

namespace Unit.Reports;

internal sealed class SmokeViewTests
{
    [TestCase(1000, "p50/p95/p99", "4.3/8.0/9.0")]
    [TestCase(70, "p50/p99", "4.3/9.0")]
    public void The_more_room_the_more_percentiles(int width, string title, string cell)
    {
        var lines = SmokeView.Lines(Sample.Report().Account.Verification!, width).Select(line => line.Text).ToList();

        Assert.That(lines[1], Is.EqualTo($"Smoke test: latency in ms, {title}"));
        Assert.That(lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(
            new[] { "server", "session", "create", "write", "sync", "read", "delete", "watch", "ephemeral" }));
        Assert.That(lines[3], Does.Contain(cell).And.Contain(" ok").And.Contain(" - "));
        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
    }

    [Test]
    public void Where_columns_do_not_fit_some_go()
    {
        var lines = SmokeView.Lines(Sample.Report().Account.Verification!, 40).Select(line => line.Text).ToList();

        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(40));
        Assert.That(lines[2], Does.Contain("create").And.Contain("watch").And.Not.Contain("delete"));
    }

    [Test]
    public void The_console_shows_it_below_the_checks([Values(40, 80, 140)] int width)
    {
        var console = new TestConsole().Width(width);
        VerificationView.Write(console, Sample.Report().Account.Verification!);

        Assert.That(console.Output, Does.Contain("Smoke test"));
        Assert.That(console.Lines.Select(line => line.TrimEnd().Length), Is.All.LessThanOrEqualTo(width));
    }
}
