using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ZooKeeper;

/// <summary>Where a server listens.</summary>
/// <param name="Host">Name or address; an IPv6 address without brackets.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <summary>The port that clients use unless told otherwise.</summary>
    public const int DefaultPort = 2181;

    /// <summary>Reads <c>HOST</c>, <c>HOST:PORT</c>, <c>[IPV6]</c> or <c>[IPV6]:PORT</c>.</summary>
    /// <exception cref="FormatException">The text is none of these; the message says why.</exception>
    public static HostPort Parse(string text) =>
        Read(text, out var result) is { } fault ? throw new FormatException(fault) : result!;

    /// <inheritdoc cref="Parse"/>
    /// <returns>False where <see cref="Parse"/> would throw.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HostPort? result) =>
        Read(text ?? "", out result) is null;

    /// <summary><c>HOST:PORT</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => $"{Bracketed(Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The host as it stands before a colon.</summary>
    internal static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static string? Read(string text, out HostPort? result)
    {
        result = null;
        text = text.Trim();
        var colon = text.StartsWith('[') ? text.IndexOf(':', text.IndexOf(']') + 1) : text.IndexOf(':');
        if (text.StartsWith('[') && !text.Contains(']'))
        {
            return $"'{text}' lacks the closing bracket of its IPv6 address";
        }

        var host = colon < 0 ? text : text[..colon];
        var digits = colon < 0 ? null : text[(colon + 1)..];
        if (digits?.Contains(':', StringComparison.Ordinal) == true)
        {
            return $"'{text}' has several colons: write an IPv6 address in brackets, [ADDRESS]:PORT";
        }

        if (host.StartsWith('['))
        {
            if (!host.EndsWith(']') || !IsIPv6(host[1..^1]))
            {
                return $"'{host}' is not an IPv6 address in brackets";
            }

            host = host[1..^1];
        }

        var port = DefaultPort;
        if (digits is not null && !TryParsePort(digits, out port))
        {
            return $"'{digits}' is not a port (1 to 65535) in '{text}'";
        }

        if (host.Length == 0 || host.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '[' or ']'))
        {
            return $"'{text}' has no valid host: write HOST:PORT";
        }

        result = new HostPort(host, port);
        return null;
    }

    internal static bool TryParsePort(string digits, out int port) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;

    internal static bool IsIPv6(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
