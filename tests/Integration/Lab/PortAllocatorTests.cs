using System.Net;
using System.Net.Sockets;
using Lab;

namespace Integration.Lab;

[Parallelizable]
public sealed class PortAllocatorTests
{
    [Test]
    public void Blocks_that_are_held_share_no_port()
    {
        using var one = PortAllocator.Take();
        using var two = PortAllocator.Take();

        var ports = Enumerable.Range(0, 20).SelectMany(_ => new[] { one.Next(), two.Next() }).ToList();

        Assert.That(ports, Is.Unique.And.All.LessThan(32_768));
    }

    [Test]
    public void A_port_that_somebody_listens_on_is_left_out()
    {
        using var block = PortAllocator.Take();
        var first = block.Next();
        using var listener = new TcpListener(IPAddress.Loopback, first + 1);
        listener.Start();

        Assert.That(block.Next(), Is.EqualTo(first + 2));
    }
}
