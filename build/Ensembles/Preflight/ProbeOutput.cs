using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Observing.Processes;
using static Ensembles.Observing.HostNumber;

namespace Ensembles.Preflight;

/// <summary>Reads what <c>preflight.sh</c> printed. Lines that it cannot read count as not said.</summary>
internal static class ProbeOutput
{
    public static HostProbe Read(
        string host, ProbeScript script, (DateTimeOffset Before, DateTimeOffset After) asked, string output)
    {
        var lines = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0).ToLookup(words => words[0], words => words[1..]);
        string? First(string what) => lines[what].FirstOrDefault(words => words.Length > 0)?[0];
        var disks = lines["disk"].Where(words => words.Length >= 4).ToLookup(
            words => (words[0], words[1]), words => (Available: Digits(words[2]), Mount: string.Join(' ', words[3..])));
        return new HostProbe
        {
            Host = host,
            Servers = script.Servers,
            Asked = asked,
            Clock = ClockOf(First("clock")),
            IsRoot = lines["root"].Any(),
            Account = First("account") ?? "",
            UserExists = First("user") is { } user ? user == "present" : null,
            Lacks = [.. lines["lacks"].Select(words => words[0])],
            Java = First("java"),
            Memory = (MemoryOf(lines["memory"], "MemTotal:"), MemoryOf(lines["memory"], "MemAvailable:")),
            Installed = lines["installed"].Any(),
            Folders =
            [
                .. from words in lines["folder"]
                where words.Length == 7
                let disk = disks[(words[0], words[1])].FirstOrDefault()
                select new ProbedFolder(
                    Digits(words[0]) is { } id ? (int)id : null, words[1], words[2] == "present",
                    words[3] == "writable", words[4] == "open", words[5], disk.Available, disk.Mount ?? "")
                { Served = words[6] == "served" },
            ],
            Strange = ByServer(lines["strange"]),
            MyIds = ByServer(lines["myid"]),
            Commands = ByServer(lines["command"]),
            Jars = ByServer(lines["jar"]),
            WithoutProvider = [.. ByServer(lines["provider"]).Keys],
            Sizes = ByServer(lines["size"]).ToImmutableDictionary(size => size.Key, size => Digits(size.Value) ?? 0),
            Copies = lines["copy"].Where(words => words.Length == 4 && words.All(word => Digits(word) is not null)).ToImmutableDictionary(
                words => (int)Digits(words[0])!, words => new ProbedCopy(Digits(words[1])!.Value, Digits(words[2])!.Value, Digits(words[3])!.Value)),
            Pids = ByServer(lines["pid"]).ToImmutableDictionary(pid => pid.Key, pid => (int)(Digits(pid.Value) ?? 0)),
            Logging = ByServer(lines["logs"]),
            Foreign =
            [
                .. lines["foreign"].Where(words => words.Length == 2).Select(words =>
                    ((int)(Digits(words[0]) ?? 0), Digits(words[1]) is { } id ? (int?)id : null)),
            ],
            Listeners = [.. lines["listen"].Select(Listener).OfType<ProbedListener>()],
            Names = lines["name"].Where(words => words.Length > 0).ToImmutableDictionary(
                words => script.Names[(int)Digits(words[0])!], words => words.Skip(1).ToImmutableArray()),
            Peers =
            [
                .. lines["peer"].Where(words => words.Length == 2).OrderBy(words => Digits(words[0])).Select(words =>
                {
                    var (server, port) = script.Peers[(int)Digits(words[0])!];
                    return new ProbedPeer(server, port, Enum.Parse<PeerAnswer>(words[1], ignoreCase: true));
                }),
            ],
        };
    }

    private static ProbedListener? Listener(string[] words) =>
        words.Length >= 2 && words[0].Split(':') is [var address, var port]
            ? new(ProcessOutput.AddressOf(address), int.Parse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                Digits(words[1]) is > 0 and var pid ? (int)pid : null, words.ElementAtOrDefault(2) ?? "")
            : null;

    internal static (DateTimeOffset Time, TimeSpan Exact)? ClockOf(string? text)
    {
        var parts = (text ?? "").Split('.');
        if (Digits(parts[0]) is not { } seconds)
        {
            return null;
        }

        // A date without %N prints it as it is, or an N.
        var fine = parts.Length == 2 && parts[1].Length == 9 ? Digits(parts[1]) : null;
        return (DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks((fine ?? 0) / 100),
            fine is null ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
    }

    private static long MemoryOf(IEnumerable<string[]> lines, string name) =>
        lines.Where(words => words is [_, _] && words[0] == name)
            .Select(words => Digits(words[1]) ?? 0).FirstOrDefault();

    private static ImmutableDictionary<int, string> ByServer(IEnumerable<string[]> lines) => lines
        .Where(words => words.Length >= 2 && Digits(words[0]) is not null)
        .GroupBy(words => (int)Digits(words[0])!).ToImmutableDictionary(line => line.Key, line => line.First()[1]);
}
