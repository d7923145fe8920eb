using System.Text.Json;
using Lab;

namespace Integration.Monitoring;

/// <summary>What Render has written to watch an ensemble.</summary>
internal static class Watch
{
    public static string FileOf(SuiteInventory inventory, string name) =>
        Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "monitoring", name);

    /// <summary>The expressions of all panels, over a window that fits a look each second.</summary>
    public static async Task<IReadOnlyList<string>> PanelsAsync(SuiteInventory inventory)
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(FileOf(inventory, "dashboard.json")));
        return
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Select(panel => panel.GetProperty("targets")[0].GetProperty("expr").GetString()!
                    .Replace("$__rate_interval", "4s", StringComparison.Ordinal)),
        ];
    }
}
