using System.Text;
using Lab;

namespace Integration.Ci;

/// <summary>Runs shell steps as GitHub's runner does: its shell, and the files that steps talk to it by.</summary>
/// <param name="home">Of its own: the account's, unless <see cref="Variables"/> say otherwise.</param>
/// <param name="root">Where the steps work; null: the project.</param>
internal sealed class Runner(string home, string? root = null)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    private readonly string summary = Path.Combine(home, "summary.md");
    private readonly string outputs = Path.Combine(home, "outputs");
    private readonly string variables = Path.Combine(home, "variables");
    private readonly StringBuilder told = new();
    private int number;
    private string? failure;

    /// <summary>What the machine of the runner has beside what the workflow sets.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the steps printed.</summary>
    public string Output => told.ToString();

    public string Summary => File.ReadAllText(summary);

    public string Outputs => File.ReadAllText(outputs);

    /// <summary>Variables that steps of one job have set are not there in the next.</summary>
    public void StartJob() => File.Delete(variables);

    /// <summary>Fails the test with the first step that failed; those that always run have run by then.</summary>
    public void Conclude() => Assert.That(failure, Is.Null);

    public async Task RunAsync(ShellStep step)
    {
        if (failure is not null && !step.Always)
        {
            return;
        }

        var file = Path.Combine(home, $"step-{++number}.sh");
        await File.WriteAllTextAsync(file, step.Script);
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["GITHUB_ENV"] = variables,
            ["GITHUB_OUTPUT"] = outputs,
            ["GITHUB_STEP_SUMMARY"] = summary,
            ["GITHUB_ACTIONS"] = "true",
        };
        foreach (var (name, value) in Variables)
        {
            environment[name] = value;
        }

        var kept = File.Exists(variables) ? await File.ReadAllLinesAsync(variables) : [];
        foreach (var (name, value) in kept.Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))
            .Concat(step.Environment.Select(pair => (pair.Key, pair.Value))))
        {
            environment[name] = value;
        }

        var (exitCode, output) = await Program.RunAsync(
            root ?? ProjectFolders.Root, Deadline, environment, "bash",
            ["--noprofile", "--norc", "-eo", "pipefail", file]);
        told.Append(output);
        if (exitCode != 0)
        {
            failure ??= $"{step.Name}: exit code {exitCode}\n{output}";
        }
    }
}
