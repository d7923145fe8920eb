using ZooKeeper;

namespace Unit.ZooKeeper;

public sealed class HostPortTests
{
    [TestCase("zoo1", "zoo1:2181")]
    [TestCase("::1", "[::1]:2181")]
    public void An_IPv6_address_is_written_in_brackets(string host, string text) =>
        Assert.That(new HostPort(host, 2181).ToString(), Is.EqualTo(text));
}
