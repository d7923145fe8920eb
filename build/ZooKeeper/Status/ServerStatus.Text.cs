using System.Globalization;

namespace ZooKeeper.Status;

public sealed partial record ServerStatus
{
    /// <summary>Reads the answer to <c>srvr</c>; fields that a release does not print stay 0.</summary>
    /// <exception cref="FormatException">The version, the mode or the zxid is missing or malformed.</exception>
    public static ServerStatus Parse(string text)
    {
        Dictionary<string, string> fields = [];
        foreach (var (name, value) in TextLines.Pairs(text, ':'))
        {
            fields.TryAdd(name, value);
        }

        var latency = fields.GetValueOrDefault("Latency min/avg/max", "").Split('/');
        return new ServerStatus
        {
            Version = ReadVersion(Required("Zookeeper version")),
            Mode = ReadMode(Required("Mode")),
            Zxid = Zxid.Parse(Required("Zxid")),
            NodeCount = Whole("Node count"),
            Connections = Whole("Connections"),
            Outstanding = Whole("Outstanding"),
            Received = Whole("Received"),
            Sent = Whole("Sent"),
            LatencyMin = Part(0),
            LatencyAverage = Part(1),
            LatencyMax = Part(2),
        };

        string Required(string name) => fields.GetValueOrDefault(name) ??
            throw new FormatException($"the answer to srvr has no line '{name}:'");
        long Whole(string name) =>
            long.TryParse(fields.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
        double Part(int index) => latency.Length == 3 ? TextLines.Number(latency[index]) ?? 0 : 0;
    }

    /// <summary>Distributions add words and numbers of their own behind the release's three numbers.</summary>
    private static Version ReadVersion(string text)
    {
        var numbers = string.Concat(text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return Version.TryParse(numbers, out var version) && version.Build >= 0
            ? new Version(version.Major, version.Minor, version.Build)
            : throw new FormatException($"'{text}' does not start with a version of three numbers");
    }

    private static ServerMode ReadMode(string text) => text switch
    {
        "leader" => ServerMode.Leader,
        "follower" => ServerMode.Follower,
        "observer" => ServerMode.Observer,
        "standalone" => ServerMode.Standalone,
        "read-only" => ServerMode.ReadOnly,
        _ => throw new FormatException($"'{text}' is not a mode of a server"),
    };
}
