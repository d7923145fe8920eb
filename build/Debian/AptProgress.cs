using System.Globalization;
using System.Text.RegularExpressions;
using Remote;

namespace Debian;

/// <summary>
/// Tells how far a download of packages has come: by the sizes of the files that apt writes,
/// since what it prints itself without a terminal comes at the end.
/// </summary>
/// <param name="folder">Where apt writes what it downloads.</param>
/// <param name="file">What it is, for the reader.</param>
internal sealed partial class AptProgress(IProgress<Transfer> transfers, string folder, string file)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="total">Bytes; null where it is not known before the end.</param>
    public async Task<ToolResult> DuringAsync(Task<ToolResult> download, long? total)
    {
        var come = 0L;
        var result = await LookingAsync(download, () =>
        {
            come = Math.Max(come, Size());
            transfers.Report(new(file, null, total is { } all ? Math.Min(come, all - 1) : come, total));
        });
        if (result.ExitCode == 0)
        {
            var end = total ?? Fetched(result.Output) ?? Math.Max(come, Size());
            transfers.Report(new(file, null, end, end));
        }

        return result;
    }

    /// <summary>Looks at once, and again and again until apt is done.</summary>
    public static async Task<ToolResult> LookingAsync(Task<ToolResult> apt, Action look)
    {
        do
        {
            look();
        }
        while (await Task.WhenAny(apt, Task.Delay(Pause)) != apt);

        return await apt;
    }

    /// <summary>
    /// The bytes of <c>apt-get download --print-uris</c>: each line is URI, file name, size, checksum.
    /// </summary>
    public static long? Sizes(string uris)
    {
        var sizes = uris.Split('\n').Select(line => line.Split(' '))
            .Where(parts => parts.Length >= 3 && parts[0].StartsWith('\'')).Select(parts => parts[^2])
            .Select(size => long.TryParse(size, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0).ToList();
        return sizes.Sum() is > 0 and var sum ? sum : null;
    }

    /// <summary>
    /// The bytes of apt's line <c>Fetched 9819 kB in 2s (4922 kB/s)</c>; its units are powers of ten.
    /// </summary>
    public static long? Fetched(string output)
    {
        if (Summary().Match(output) is not { Success: true } found)
        {
            return null;
        }

        var size = found.Groups["size"].Value.Replace(",", "", StringComparison.Ordinal);
        var power = "BkMG".IndexOf(found.Groups["unit"].Value[0], StringComparison.Ordinal);
        return (long)(double.Parse(size, CultureInfo.InvariantCulture) * Math.Pow(1000, power));
    }

    private long Size() => !Directory.Exists(folder)
        ? 0
        : new DirectoryInfo(folder).EnumerateFiles("*.deb").Sum(found => found.Exists ? found.Length : 0);

    [GeneratedRegex(@"^Fetched (?<size>[0-9.,]+) (?<unit>B|kB|MB|GB) in ", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
