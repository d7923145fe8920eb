using Suite.Reports.Html;
using static Unit.Witnessing.Operations;

namespace Unit.Reports;

internal sealed class ScaleTests
{
    [Test]
    public void Decades_are_equally_high()
    {
        var scale = new LogScale([Milliseconds(2), Milliseconds(900)], top: 10, height: 300);

        Assert.That(scale.Lines().Select(line => line.Label), Is.EqualTo(["1 ms", "10 ms", "100 ms", "1 s"]));
        Assert.That(
            new[] { 1d, 10, 100, 1000 }.Select(value => scale.At(Milliseconds(value))), Is.EqualTo([310, 210, 110, 10])
                .Within(1e-6));
        Assert.That(scale.At(TimeSpan.Zero), Is.EqualTo(310));
    }

    [Test]
    public void A_scale_of_nothing_still_has_a_decade() =>
        Assert.That(new LogScale([], 0, 100).Lines().Count(), Is.EqualTo(2));

    [TestCase(0, 1)]
    [TestCase(2.4, 25.7)]
    [TestCase(100, 100.05)]
    [TestCase(0, 86_400)]
    public void Ticks_are_few_and_lie_on_the_axis(double from, double to)
    {
        var (start, end) = (TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));
        var ticks = new Axis(start, end).Ticks().ToList();

        Assert.That(ticks, Has.Count.InRange(1, 9));
        Assert.That(ticks.Select(tick => tick.Time), Is.All.InRange(start, end));
        Assert.That(ticks.Select(tick => tick.Label), Is.Unique);
    }

    [Test]
    public void Beyond_the_axis_is_at_its_end() =>
        Assert.That(new Axis(Milliseconds(10), Milliseconds(20)).At(Milliseconds(30)), Is.EqualTo(100));
}
