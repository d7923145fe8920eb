using System.Text;
using Ensembles.Witnessing;

namespace Unit.Witnessing;

public sealed class WitnessPathTests
{
    [Test]
    public void A_path_names_the_run_the_session_and_the_number() =>
        Assert.That(WitnessPath.Node("r-1", 2, 123), Is.EqualTo("/ensemble-witness/r-1/s2/n0000000123"));

    [Test]
    public void A_content_is_determined_by_the_path() => Assert.That(
        Encoding.ASCII.GetString(WitnessPath.Content(WitnessPath.Node("r", 0, 7))),
        Is.EqualTo("/ensemble-witness/r/s0/n0000000007 284fc31a32fe93a44ec9d2c3e5b78739"));

    [Test]
    public void No_two_of_many_contents_are_equal()
    {
        var contents = Enumerable.Range(0, 1000)
            .Select(number => Encoding.ASCII.GetString(WitnessPath.Content(WitnessPath.Node("r", 0, number))));

        Assert.That(contents, Is.Unique);
    }
}
