using System.Globalization;
using Remote;
using Suite.Terminals;

namespace Suite.Workflows;

/// <summary>
/// The folder of a drill, whose name tells the process that it belongs to: what a drill that was killed leaves behind goes
/// with the next one.
/// </summary>
internal static class DrillFolder
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Makes one for this process.</summary>
    /// <exception cref="IOException">There is no room or right for it.</exception>
    public static string Make() => Directory.CreateTempSubdirectory(NameOf(
        Environment.ProcessId, File.ReadAllText("/proc/self/stat"), new FileInfo("/proc/self/ns/pid").LinkTarget ?? "")).FullName;

    /// <param name="stat">Of the process, as <c>/proc/PID/stat</c> has it.</param>
    /// <param name="space">Of process numbers, as <c>/proc/PID/ns/pid</c> has it.</param>
    /// <returns><c>ensemble-drill-PID-START-SPACE-</c>.</returns>
    internal static string NameOf(int pid, string stat, string space) => string.Create(CultureInfo.InvariantCulture,
        $"ensemble-drill-{pid}-{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}-{string.Concat(space.Where(char.IsAsciiDigit))}-");

    /// <summary>Ends the servers of drills of this account whose process is gone, and removes their folders.</summary>
    /// <param name="root">Of temporary files.</param>
    /// <returns>What was done, a sentence each; empty: nothing was left behind.</returns>
    /// <exception cref="HostException">This machine cannot run the script.</exception>
    public static async Task<IReadOnlyList<string>> SweepAsync(string root, CancellationToken cancellation)
    {
        using var stream = typeof(DrillFolder).Assembly.GetManifestResourceStream("drills.sh")
            ?? throw new InvalidOperationException("drills.sh is not in the assembly");
        using var reader = new StreamReader(stream);
        await using var here = new LocalHost();
        var script = Script.Of(await reader.ReadToEndAsync(cancellation), Path.TrimEndingDirectorySeparator(root));
        var result = await here.RunAsync(script with { Deadline = Deadline }, cancellation);
        return
        [
            .. result.Output.Split('\n').Select(line => line.Split(' ', 3)).Select(words => words switch
            {
                ["ended", var pid, var folder] => $"Ended process {pid}, the server of a drill that was killed (in {folder}).",
                ["removed", .. var folder] => $"Removed {string.Join(' ', folder)}, which a drill that was killed had left.",
                _ => null,
            }).OfType<string>(),
            .. string.IsNullOrWhiteSpace(result.Error) ? Array.Empty<string>()
                : [$"What a drill that was killed has left was not removed: {Sentence.Of(result.Error.Trim())}"],
        ];
    }
}
