using Ensembles.Witnessing;

namespace Unit.Witnessing;

public sealed class PaceTests
{
    [TestCase(2, 20, TestName = "Servers that answer soon are asked at the interval")]
    [TestCase(12, 48, TestName = "A session is at work for a quarter of its time at most")]
    [TestCase(900, 100, TestName = "After a gap a session goes on at once")]
    public void A_session_rests_by_what_its_operation_took(int took, int interval) => Assert.That(
        new WitnessOptions { Servers = [], Run = "x" }.PaceAfter(TimeSpan.FromMilliseconds(took)),
        Is.EqualTo(TimeSpan.FromMilliseconds(interval)));
}
