using System.Globalization;
using ZooKeeper;

namespace Lab;

/// <summary>Client addresses of servers as tests write them.</summary>
public static class Address
{
    /// <param name="text"><c>HOST:PORT</c>.</param>
    public static HostPort Of(string text) =>
        new(text[..text.LastIndexOf(':')], int.Parse(text[(text.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
}
