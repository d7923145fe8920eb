using System.Text.Json;
using Lab;

namespace Integration.Ci;

/// <summary>The Jenkinsfile as Groovy reads it.</summary>
internal static class Jenkins
{
    private static Task<JsonElement[]>? reading;

    public static string File { get; } = Path.Combine(ProjectFolders.Root, "Jenkinsfile");

    /// <summary>Each step in its order: <c>path</c> (stages and blocks around it), <c>step</c>, <c>words</c>.</summary>
    public static Task<JsonElement[]> StepsAsync() => reading ??= ReadAsync();

    /// <summary>What the shell steps run, in their order.</summary>
    public static async Task<List<string>> ShellStepsAsync() =>
        [.. (await StepsAsync()).Where(step => step.GetProperty("step").GetString() == "sh")
            .Select(step => step.GetProperty("words")[0].GetString()!)];

    private static async Task<JsonElement[]> ReadAsync()
    {
        Prerequisite.Programs(("java", "default-jre-headless"));
        var groovy = await NodePackages.FindAsync("npm-groovy-lint/lib/java/groovy/lib");
        var output = await Program.OutputAsync(
            "java", "-XX:TieredStopAtLevel=1", "-cp", Path.Combine(groovy, "*"), "groovy.ui.GroovyMain",
            Path.Combine(ProjectFolders.Root, "tests", "Integration", "Ci", "jenkins.groovy"), File);
        return JsonSerializer.Deserialize<JsonElement[]>(output)!;
    }
}
