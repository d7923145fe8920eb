using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ZooKeeper.Configuration;

public sealed partial record EnsembleConfiguration
{
    /// <summary>
    /// Reads the text of <c>/zookeeper/config</c>, of a dynamic configuration file or of a <c>zoo.cfg</c>: server
    /// lines, <c>version</c> (hexadecimal), <c>group.*</c> and <c>weight.*</c>; every other key is left out, of a key
    /// given twice the last counts, as in ZooKeeper.
    /// </summary>
    /// <exception cref="FormatException">A server line or the version is malformed; the message says why.</exception>
    public static EnsembleConfiguration Parse(string text)
    {
        List<ServerLine> servers = [];
        var hierarchy = new Dictionary<string, string>();
        long? version = null;
        foreach (var (key, value) in KeyValue.Lines(text).Select(KeyValue.Split))
        {
            if (ServerLineReader.TryReadId(key, out var id))
            {
                servers.Add(ServerLineReader.Read(id, value));
            }
            else if (key.StartsWith("server.", StringComparison.Ordinal))
            {
                throw new FormatException($"{key}={value}: a server's id is a number");
            }
            else if (key == "version")
            {
                version = ReadVersion(value);
            }
            else if (HierarchyLines.IsKey(key))
            {
                hierarchy[key] = value;
            }
        }

        return Of(servers.Select(server => HierarchyLines.Apply(server, hierarchy)), version) with
        {
            Odd = [.. HierarchyLines.Odd(hierarchy, servers)],
        };
    }

    /// <inheritdoc cref="Parse"/>
    /// <returns>False where <see cref="Parse"/> would throw.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EnsembleConfiguration? configuration)
    {
        try
        {
            configuration = Parse(text ?? "");
            return true;
        }
        catch (FormatException)
        {
            configuration = null;
            return false;
        }
    }

    /// <summary>One line each, ordered by id, the version last, without a newline at the end.</summary>
    public override string ToString()
    {
        var lines = Servers.Values.Select(server => server.ToString())
            .Concat(HierarchyLines.Of(Servers.Values).Select(line => $"{line.Key}={line.Value}"));
        return string.Join('\n', Version is { } version
            ? lines.Append("version=" + version.ToString("x", CultureInfo.InvariantCulture)) : lines);
    }

    private static long ReadVersion(string value) =>
        long.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version)
            ? version : throw new FormatException($"version={value}: the version is a hexadecimal number without 0x");
}
