using CsCheck;
using ZooKeeper.Configuration;

namespace Unit.ZooKeeper.Configuration;

public sealed class ServerLineTests
{
    private static IEnumerable<TestCaseData> Lines()
    {
        yield return new("server.1=zoo1:2888:3888", new ServerLine(1, "zoo1", 2888, 3888));
        yield return new("server.1=zoo1:2888:3888:participant", new ServerLine(1, "zoo1", 2888, 3888));
        yield return new("server.4=zoo4:2888:3888:OBSERVER", new ServerLine(4, "zoo4", 2888, 3888, Role.Observer));
        yield return new(
            "server.2=10.0.0.2:1:2;2181",
            new ServerLine(2, "10.0.0.2", 1, 2, Role.Participant, null, 2181));
        yield return new(
            "server.2=h:1:2:observer;0.0.0.0:2181",
            new ServerLine(2, "h", 1, 2, Role.Observer, "0.0.0.0", 2181));
        yield return new(
            "server.3=[2001:db8::3]:1:2:participant;[::]:2181",
            new ServerLine(3, "2001:db8::3", 1, 2, Role.Participant, "::", 2181));
        yield return new(" server.5 = h : 1 : 2 ; h : 3 ", new ServerLine(5, "h", 1, 2, Role.Participant, "h", 3));
        yield return new("server.5: h:1:2", new ServerLine(5, "h", 1, 2));
        yield return new(
            "server.6=h:1:2|k:3:4|[::1]:5:6:observer;2181",
            new ServerLine(6, "h", 1, 2, Role.Observer, null, 2181) { MoreAddresses = "k:3:4|[::1]:5:6" });
        yield return new("server.6=h:1:2|k:3:4", new ServerLine(6, "h", 1, 2) { MoreAddresses = "k:3:4" });
        yield return new("server.300=h:1:2", new ServerLine(300, "h", 1, 2));
        yield return new(
            "server.7=h:1:2:participant;2181;2281", new ServerLine(7, "h", 1, 2, ClientPort: 2181) { SecureClient = "2281" });
        yield return new("server.7=h:1:2;;[::]:2281", new ServerLine(7, "h", 1, 2) { SecureClient = "[::]:2281" });
    }

    [TestCaseSource(nameof(Lines))]
    public void A_line_in_any_of_its_forms_is_read(string text, ServerLine line) =>
        Assert.That(ServerLine.Parse(text), Is.EqualTo(line));

    [TestCase("", "not a server line")]
    [TestCase("clientPort=2181", "not a server line")]
    [TestCase("server.x=h:1:2", "not a server line")]
    [TestCase("server.1=", "HOST:QUORUM:ELECTION")]
    [TestCase("server.1=h", "HOST:QUORUM:ELECTION")]
    [TestCase("server.1=h:1", "HOST:QUORUM:ELECTION")]
    [TestCase("server.1=h:1:2:observer:x", "HOST:QUORUM:ELECTION")]
    [TestCase("server.1=2001:db8::3:1:2", "brackets")]
    [TestCase("server.1=h:1:2:voter", "not a role")]
    [TestCase("server.1=h:0:2", "not a port")]
    [TestCase("server.1=h:1:70000", "not a port")]
    [TestCase("server.1=:1:2", "not a host")]
    [TestCase("server.1=[h]:1:2", "not an IPv6 address")]
    [TestCase("server.1=h:1:2;", "not a port")]
    [TestCase("server.1=h:1:2;a:b:c", "after the ';'")]
    [TestCase("server.1=h:1:2;1;2;3", "two ';'")]
    [TestCase("server.1=h:1:2;1;x", "not a port")]
    public void Anything_else_is_refused_with_the_reason(string text, string reason)
    {
        Assert.That(() => ServerLine.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(reason));
        Assert.That(ServerLine.TryParse(text, out _), Is.False);
    }

    [Test]
    public void What_is_written_is_read() => Gens.ServerLine.Sample(line =>
        Assert.That(ServerLine.Parse(line.ToString()), Is.EqualTo(line)));

    [Test]
    public void It_is_written_as_ZooKeeper_writes_it()
    {
        Assert.That(
            new ServerLine(3, "::1", 1, 2, Role.Observer, "0.0.0.0", 2181).ToString(),
            Is.EqualTo("server.3=[::1]:1:2:observer;0.0.0.0:2181"));
        Assert.That(new ServerLine(3, "h", 1, 2).Value, Is.EqualTo("h:1:2:participant"));
    }

    [TestCase("h:1:2;2181", "H:1:2:participant;0.0.0.0:2181", true)]
    [TestCase("h:1:2", "h:1:2;2181", true)]
    [TestCase("h:1:2;[::]:2181", "h:1:2;2181", true)]
    [TestCase("h:1:2;2181", "h:1:2;2182", false)]
    [TestCase("h:1:2;10.0.0.1:2181", "h:1:2;2181", false)]
    [TestCase("h:1:2", "h:1:2:observer", false)]
    [TestCase("h:1:2", "h:1:3", false)]
    [TestCase("h:1:2", "k:1:2", false)]
    public void Lines_are_the_same_where_they_say_the_same(string one, string other, bool same)
    {
        var (left, right) = (ServerLine.Parse("server.1=" + one), ServerLine.Parse("server.1=" + other));

        Assert.That(left.SameAs(right), Is.EqualTo(same));
        Assert.That(right.SameAs(left), Is.EqualTo(same));
    }
}
