using Ensembles.Witnessing;
using ZooKeeper;

namespace Unit.Witnessing;

public sealed class WitnessOptionsTests
{
    private static readonly WitnessOptions Valid = new()
    {
        Servers = [new("a", 1), new("b", 2), new("c", 3)],
        Run = "r",
    };

    [TestCase(0, "a b c")]
    [TestCase(1, "b c a")]
    [TestCase(5, "c a b")]
    public void A_session_prefers_its_own_server_and_knows_all(int session, string order) => Assert.That(
        string.Join(' ', Valid.Client(session).Servers.Select(server => server.Host)), Is.EqualTo(order));

    [Test]
    public void A_session_can_try_all_servers_before_it_expires()
    {
        var many = Valid with { Servers = [.. Enumerable.Range(1, 9).Select(port => new HostPort("a", port))] };

        Assert.That(many.Client(0).ConnectTimeout * 9, Is.LessThan(many.SessionTimeout));
    }

    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("..")]
    [TestCase("a b")]
    public void A_run_that_cannot_be_a_node_name_is_refused(string run) => Assert.That(
        () => (Valid with { Run = run }).Check(), Throws.ArgumentException.With.Message.Contains("name of its run"));

    [Test]
    public void Options_out_of_their_range_are_refused()
    {
        Assert.That(() => (Valid with { Servers = [] }).Check(), Throws.ArgumentException);
        Assert.That(() => (Valid with { Sessions = 0 }).Check(), Throws.ArgumentException);
        Assert.That(() => (Valid with { Interval = TimeSpan.Zero }).Check(), Throws.ArgumentException);
        Assert.That(() => (Valid with { ReadEvery = 0 }).Check(), Throws.ArgumentException);
        Assert.That(Valid.Check, Throws.Nothing);
    }
}
