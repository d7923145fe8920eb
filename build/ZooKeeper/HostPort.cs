using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ZooKeeper;

/// <summary>Where a server listens.</summary>
/// <param name="Host">Name or address; an IPv6 address without brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <summary><c>HOST:PORT</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => $"{Bracketed(Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The host as it stands before a colon.</summary>
    public static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    internal static bool TryParsePort(string digits, out int port) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;

    internal static bool IsIPv6(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
