using System.Globalization;

namespace Lab.Metrics;

/// <summary>
/// A disk that takes long: each fsync and fdatasync of some processes is held up by strace before the kernel gets it.
/// </summary>
public sealed class SlowDisk : IAsyncDisposable
{
    private readonly GuardedProcess tracer;
    private readonly IReadOnlyList<int> processes;

    private SlowDisk(GuardedProcess tracer, IReadOnlyList<int> processes) => (this.tracer, this.processes) = (tracer, processes);

    /// <param name="milliseconds">How much longer each takes.</param>
    public static async Task<SlowDisk> OfAsync(int milliseconds, params IReadOnlyList<int> processes)
    {
        Require();
        var folder = TestFolder.Create("slow");
        var tracer = await GuardedProcess.StartAsync(Path.Combine(folder, "log"), folder,
            [
                "strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
                "-e", $"inject=fsync,fdatasync:delay_enter={milliseconds}ms",
                .. processes.SelectMany(process => new[] { "-p", process.ToString(CultureInfo.InvariantCulture) }),
            ]);
        await Poll.UntilAsync(
            () => Task.FromResult(processes.All(IsTraced) ? "traced" : null),
            () => $"strace does not attach: {File.ReadAllText(Path.Combine(folder, "log"))}");
        return new(tracer, processes);
    }

    public static void Require() => Prerequisite.Programs(("strace", "strace"));

    /// <summary>SIGTERM, after which strace lets its processes go; SIGKILL would leave them as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await tracer.StopAsync(TimeSpan.FromSeconds(30));
        await Poll.UntilAsync(() => !processes.Any(IsTraced), "strace does not let go");
        await tracer.DisposeAsync();
    }

    private static bool IsTraced(int process) =>
        File.Exists($"/proc/{process}/status")
        && !File.ReadLines($"/proc/{process}/status").Any(line => line is "TracerPid:\t0");
}
