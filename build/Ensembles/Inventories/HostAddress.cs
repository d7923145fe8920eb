using System.Net;
using System.Net.Sockets;

namespace Ensembles.Inventories;

/// <summary>
/// Addresses that look like a host's and are none, or that programs do not read alike: <c>0177.0.0.1</c> is 127.0.0.1 by
/// <c>inet_aton</c> (ssh, .NET) and 177.0.0.1, a name or an error to Java.
/// </summary>
internal static class HostAddress
{
    /// <summary>Why no server can be at a host, and what to write instead.</summary>
    /// <param name="host">A name, or an address without brackets.</param>
    /// <returns>Null where nothing is wrong with it; a wildcard is none, see <see cref="WildcardAddress"/>.</returns>
    public static (string What, string Remedy)? Fault(string host)
    {
        // A name has a letter in its last part; whoever reads it as an address all the same is not meant to.
        if (!IPAddress.TryParse(host, out var read))
        {
            return null;
        }

        var address = read.IsIPv4MappedToIPv6 ? read.MapToIPv4() : read;
        if (IsOfNoHost(address))
        {
            return ($"{host} is the address of no single host", "use one that others can reach");
        }

        return address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != host
            ? ($"{host} is read as {address} by some programs, and as another address or a name by others",
                $"write {address}, or the address that is meant, as four decimal numbers without leading zeros")
            : null;
    }

    /// <summary>Broadcast (RFC 919), multicast (RFC 5771, RFC 4291), and the rest of 0.0.0.0/8 (RFC 1122, section 3.2.1.3).</summary>
    private static bool IsOfNoHost(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [0, ..] or [>= 224 and < 240, ..] or [255, 255, 255, 255] && !WildcardAddress.Is(address)
        : address.IsIPv6Multicast;
}
