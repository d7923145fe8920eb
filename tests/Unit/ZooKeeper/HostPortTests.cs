using CsCheck;
using ZooKeeper;

namespace Unit.ZooKeeper;

public sealed class HostPortTests
{
    [TestCase("zoo1:2182", "zoo1", 2182)]
    [TestCase("zoo1", "zoo1", 2181)]
    [TestCase(" 10.0.0.1:1 ", "10.0.0.1", 1)]
    [TestCase("[::1]:65535", "::1", 65535)]
    [TestCase("[fe80::1]", "fe80::1", 2181)]
    public void An_address_is_a_host_and_a_port(string text, string host, int port) =>
        Assert.That(HostPort.Parse(text), Is.EqualTo(new HostPort(host, port)));

    [TestCase("", "no valid host")]
    [TestCase(":2181", "no valid host")]
    [TestCase("a b:1", "no valid host")]
    [TestCase("zoo1:", "not a port")]
    [TestCase("zoo1:0", "not a port")]
    [TestCase("zoo1:65536", "not a port")]
    [TestCase("zoo1:+1", "not a port")]
    [TestCase("::1:2181", "brackets")]
    [TestCase("[::1:2181", "closing bracket")]
    [TestCase("[zoo1]:2181", "not an IPv6 address")]
    [TestCase("[::1]x:2181", "not an IPv6 address")]
    public void Anything_else_is_refused_with_the_reason(string text, string reason)
    {
        Assert.That(() => HostPort.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(reason));
        Assert.That(HostPort.TryParse(text, out _), Is.False);
    }

    [TestCase("zoo1", "zoo1:2181")]
    [TestCase("::1", "[::1]:2181")]
    public void It_is_written_as_it_is_read(string host, string text) =>
        Assert.That(new HostPort(host, 2181).ToString(), Is.EqualTo(text));

    [Test]
    public void Random_text_is_an_address_or_a_format_error() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["[]:.0a "], 0, 12]).Sample(text =>
        {
            if (HostPort.TryParse(text, out var address))
            {
                Assert.That(HostPort.Parse(address.ToString()), Is.EqualTo(address));
            }
        });
}
