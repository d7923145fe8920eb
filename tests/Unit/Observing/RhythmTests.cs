using Ensembles.Observing;

namespace Unit.Observing;

internal sealed class RhythmTests
{
    [Test]
    public void A_new_server_is_asked_quickly_and_a_settled_one_seldom()
    {
        var rhythm = new Rhythm();
        var pauses = Enumerable.Range(0, 12).Select(_ => Next(rhythm, happens: false)).ToList();

        Assert.That(pauses[0], Is.EqualTo(Rhythm.Quick));
        Assert.That(pauses[^1], Is.EqualTo(Rhythm.Calm));
        Assert.That(pauses, Is.Ordered);
    }

    [Test]
    public void Whatever_happens_makes_it_quick_again_and_for_a_while_after()
    {
        var rhythm = new Rhythm();
        while (Next(rhythm, happens: false) != Rhythm.Calm)
        {
        }

        Assert.That(Next(rhythm, happens: true), Is.EqualTo(Rhythm.Quick));
        Assert.That(Next(rhythm, happens: false), Is.EqualTo(Rhythm.Quick));
    }

    private static TimeSpan Next(Rhythm rhythm, bool happens)
    {
        rhythm.Answered(happens);
        return rhythm.Pause;
    }
}
