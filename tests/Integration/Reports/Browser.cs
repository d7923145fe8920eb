using System.Diagnostics;
using Lab;

namespace Integration.Reports;

/// <summary>A real browser without a window.</summary>
internal sealed class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=20000",
        "--dump-dom",
    ];

    private readonly string program;

    private Browser(string program) => this.program = program;

    /// <summary>The one of this machine; without one the test ends.</summary>
    public static Browser Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Prerequisite.Programs(("chromium", "chromium"));
        }

        return new(found ?? "chromium");
    }

    /// <summary>Opens a file; gives the page as it stands then and what its console said.</summary>
    public async Task<(string Page, string Console)> OpenAsync(string file)
    {
        var profile = TestFolder.Create("browser");
        using var process = Process.Start(new ProcessStartInfo(
            program, [.. Arguments, $"--user-data-dir={profile}", new Uri(file).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var (page, errors) =
                (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (await page,
                string.Join(
                    '\n', (await errors).Split('\n')
                        .Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
