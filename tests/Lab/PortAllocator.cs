using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lab;

/// <summary>
/// Free ports of the loopback addresses, below those of the inventories in the tree, which tests run as they are, and
/// below those that the kernel hands out to connections. A block's first port is bound for as long as the block is held:
/// other test processes see it taken, and it is free again when this one dies.
/// </summary>
public sealed class PortAllocator : IDisposable
{
    private const int Lowest = 10_000, BlockSize = 50;
    private static readonly int Highest = Math.Min(22_000, FirstEphemeralPort());

    private readonly Socket guard;
    private int next;

    private PortAllocator(Socket guard, int first)
    {
        this.guard = guard;
        next = first;
    }

    /// <summary>Takes a block of ports that nobody else has.</summary>
    public static PortAllocator Take()
    {
        var blocks = (Highest - Lowest) / BlockSize;
        var start = Random.Shared.Next(blocks);
        for (var i = 0; i < blocks; i++)
        {
            var port = Lowest + ((start + i) % blocks * BlockSize);
            if (TryBind(port) is { } guard)
            {
                return new PortAllocator(guard, port + 1);
            }
        }

        throw new InvalidOperationException($"All blocks of ports between {Lowest} and {Highest} are taken.");
    }

    /// <summary>The next port of the block that nobody listens on.</summary>
    public int Next()
    {
        while (next % BlockSize != 0)
        {
            var port = next++;
            if (TryBind(port) is { } free)
            {
                free.Dispose();
                return port;
            }
        }

        throw new InvalidOperationException($"A block has only {BlockSize - 1} ports.");
    }

    public void Dispose() => guard.Dispose();

    private static Socket? TryBind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static int FirstEphemeralPort()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        return File.Exists(Range)
            ? int.Parse(File.ReadAllText(Range).Split((char[])['\t', ' '])[0], CultureInfo.InvariantCulture)
            : 32_000;
    }
}
