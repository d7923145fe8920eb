using System.Globalization;
using Remote;
using Suite.Terminals;

namespace Suite.Reports.Live;

/// <summary>How fast one file goes.</summary>
internal sealed class TransferMeter(Transfer first, TimeProvider clock)
{
    private const double Mebibyte = 1 << 20;
    private readonly long since = clock.GetTimestamp();
    private readonly long had = first.Done;
    private Transfer now = first;

    public bool IsComplete => now.IsComplete;

    public string Title => now switch
    {
        { IsUnpacked: true } => $"unpacking {now.File}",
        { To: { } host } => $"sending {now.File} to {host}",
        _ => $"receiving {now.File}",
    };

    public void Come(Transfer transfer) => now = transfer;

    /// <summary><c>12.3 of 18.1 MiB, 5.2 MiB/s</c>; at its end <c>18.1 MiB in 3.48 s, 5.2 MiB/s</c>.</summary>
    public override string ToString()
    {
        var elapsed = clock.GetElapsedTime(since);
        var rate = elapsed > TimeSpan.Zero ? (now.Done - had) / elapsed.TotalSeconds : 0;
        var way = now.IsComplete ? $"{Size(now.Done)} MiB in {Wording.Seconds(elapsed)}"
            : now.Total is { } total ? $"{Size(now.Done)} of {Size(total)} MiB"
            : $"{Size(now.Done)} MiB";
        return $"{way}, {Size(rate)} MiB/s";
    }

    private static string Size(double bytes) => (bytes / Mebibyte).ToString("0.0", CultureInfo.InvariantCulture);
}
