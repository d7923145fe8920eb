using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using static Ensembles.Observing.HostNumber;

namespace Ensembles.Preflight.Fitness;

/// <summary>Reads what <c>fitness.sh</c> printed. Lines that it cannot read count as not said.</summary>
internal static class FitnessOutput
{
    public static FitnessProbe Read(
        string host, ImmutableArray<Server> servers, (DateTimeOffset Before, DateTimeOffset After) asked, string output)
    {
        var lines = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1).ToLookup(words => words[0], words => words[1..]);
        var memory = Memory("MemTotal:");
        return new FitnessProbe
        {
            Host = host,
            Clock = ClockOf([.. lines["clock"]], asked),
            IsSynchronised = lines["synchronised"].FirstOrDefault() is [var state] ? state == "yes" : null,
            Memory = memory,
            Swap = (Memory("SwapTotal:"), Memory("SwapTotal:") - Memory("SwapFree:")),
            Swappiness = (int?)First("swappiness"),
            HugePages = lines["hugepages"].FirstOrDefault()?[0],
            AccountFiles = First("limit"),
            Servers = [.. servers.Select(Of)],
        };

        long? First(string what) => lines[what].FirstOrDefault() is { } words ? Digits(words[0]) : null;
        long Memory(string key) => lines["memory"].Where(words => words is [var name, _] && name == key)
            .Select(words => Digits(words[1]) ?? 0).FirstOrDefault() << 10;

        ServerFitness Of(Server server)
        {
            string[] Said(string what) => lines[what].FirstOrDefault(words => Digits(words[0]) == server.Id)?[1..] ?? [];
            long Held(string key) => lines["held"].Where(words => Digits(words[0]) == server.Id && words is [_, var name, _] && name == key)
                .Select(words => Digits(words[2]) ?? 0).FirstOrDefault() << 10;
            var process = Said("process") is [var pid] ? (int?)Digits(pid) : null;
            return new ServerFitness(server)
            {
                Process = process,
                Heap = process is null ? null
                    : Said("heap") is [var heap] ? JavaSpec.Bytes(heap)
                    : Said("share") is [var share] && double.TryParse(share, CultureInfo.InvariantCulture, out var percent)
                        ? (long)(memory * percent / 100)
                    : memory / 4,
                Resident = Held("VmRSS:"),
                Swapped = Held("VmSwap:"),
                Files = Said("files") is [var soft, ..] ? Digits(soft) : null,
                Open = Said("open") is [var open] ? Digits(open) : null,
                Snapshot = Said("snapshot") is [var size] ? Digits(size) ?? 0 : 0,
                IsDiskFull = lines["full"].Any(words => Digits(words[0]) == server.Id),
                Disk = [.. Said("disk").Select(Time).OfType<TimeSpan>()],
                Measured = string.Join(' ', Said("measured")),
            };
        }
    }

    /// <summary>Between the question and the first answer, which came as long before the last one as the host says.</summary>
    private static (TimeSpan, TimeSpan)? ClockOf(string[][] told, (DateTimeOffset Before, DateTimeOffset After) asked) =>
        told is [[var first, ..], [var last, ..]] && ProbeOutput.ClockOf(first) is { } begin && ProbeOutput.ClockOf(last) is { } end
            ? (begin.Time - (asked.After - (end.Time - begin.Time - end.Exact)), begin.Time + begin.Exact - asked.Before)
            : null;

    private static TimeSpan? Time(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 3600
            ? TimeSpan.FromSeconds(seconds) : null;
}
