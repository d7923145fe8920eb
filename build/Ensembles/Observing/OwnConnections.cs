using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;

namespace Ensembles.Observing;

/// <summary>The connections of this very process, by their ends here.</summary>
internal static partial class OwnConnections
{
    private static readonly string[] Tables = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    /// <summary>Empty where there is no <c>/proc</c>.</summary>
    public static ImmutableHashSet<IPEndPoint> Now()
    {
        if (!Directory.Exists("/proc/self/fd"))
        {
            return [];
        }

        var sockets = Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(entry => Target(entry)).OfType<string>()
            .Select(target => SocketName().Match(target)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Tables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 9 && sockets.Contains(fields[9]))
                .Select(fields => SocketLine.Parse($"{fields[1]} {fields[2]}").Local),
        ];
    }

    /// <summary>Null: it was closed meanwhile.</summary>
    private static string? Target(string entry)
    {
        try
        {
            return new FileInfo(entry).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\Asocket:\[(\d+)\]\z")]
    private static partial Regex SocketName();
}
