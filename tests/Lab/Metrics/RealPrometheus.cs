using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lab.Metrics;

/// <summary>Debian's Prometheus, started with a configuration that the suite has rendered; ended when disposed of.</summary>
public sealed class RealPrometheus : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new();
    private readonly PortAllocator ports = PortAllocator.Take();
    private readonly GuardedProcess process;

    private RealPrometheus(PortAllocator ports, GuardedProcess process, int port)
    {
        (this.ports, this.process) = (ports, process);
        http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Installs Prometheus where this is a build server.</summary>
    public static void Require() => Prerequisite.Programs(("prometheus", "prometheus"), ("promtool", "prometheus"));

    /// <param name="config">The path of prometheus.yml.</param>
    public static async Task<RealPrometheus> StartAsync(string config)
    {
        Require();
        var folder = TestFolder.Create("prometheus");
        var ports = PortAllocator.Take();
        var port = ports.Next();
        var process = await GuardedProcess.StartAsync(Path.Combine(folder, "log"), folder,
            [
                "prometheus", $"--config.file={config}", $"--storage.tsdb.path={folder}/data",
                $"--web.listen-address=127.0.0.1:{port}",
            ]);
        var prometheus = new RealPrometheus(ports, process, port);
        await Poll.UntilAsync(
            async () => await prometheus.AnswersAsync() ? "ready" : null,
            () => $"Prometheus is not ready: {File.ReadAllText(Path.Combine(folder, "log"))}", Patience);
        return prometheus;
    }

    /// <summary><c>promtool</c> with these arguments; gives what it says, and whether it is content.</summary>
    public static async Task<(bool Passed, string Output)> PromtoolAsync(params IEnumerable<string> arguments)
    {
        Require();
        using var tool = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        return (tool.ExitCode == 0, await output + await error);
    }

    /// <summary>Alerts that fire now, each with its labels.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> FiringAsync()
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync("/api/v1/alerts"));
        return
        [
            .. answer.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
                .Where(alert => alert.GetProperty("state").GetString() == "firing")
                .Select(alert => alert.GetProperty("labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!)),
        ];
    }

    /// <summary>Waits until an alert fires.</summary>
    /// <param name="server">Its label <c>id</c>; null: any.</param>
    public Task UntilFiringAsync(string name, int? server = null) => Poll.UntilAsync(
        async () => (await FiringAsync()).Any(alert => Is(alert, name, server)) ? name : null,
        () => $"{name} does not fire; these do: {Shown()}", Patience);

    /// <summary>Waits until an alert does not fire any more.</summary>
    public Task UntilQuietAsync(params IEnumerable<string> names) => Poll.UntilAsync(
        async () => (await FiringAsync()).Any(alert => names.Contains(alert["alertname"])) ? null : "quiet",
        () => $"Still firing: {Shown()}", Patience);

    /// <summary>How many series an expression gives now.</summary>
    public async Task<int> CountAsync(string expression)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}"));
        return answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        http.Dispose();
        ports.Dispose();
    }

    private static bool Is(IReadOnlyDictionary<string, string> alert, string name, int? server) =>
        alert["alertname"] == name && (server is null || alert["id"] == server.Value.ToString(CultureInfo.InvariantCulture));

    private string Shown() => string.Join(", ", FiringAsync().GetAwaiter().GetResult().Select(alert => alert["alertname"]).Distinct());

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
