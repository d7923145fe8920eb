using System.Net;

namespace Ensembles.Inventories;

/// <summary>An address such as <c>127.0.0.1</c>, which means this machine on every machine.</summary>
internal static class LoopbackAddress
{
    /// <param name="host">A name is none, whatever it resolves to.</param>
    public static bool Is(string? host) => IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
