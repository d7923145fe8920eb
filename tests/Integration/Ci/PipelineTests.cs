using System.Text.RegularExpressions;
using Lab;

namespace Integration.Ci;

/// <summary>
/// The shell steps of the pipelines, taken from their files and run in their order against the embedded default. Its
/// ports are fixed: one at a time.
/// </summary>
[Parallelizable]
internal sealed partial class PipelineTests
{
    private static readonly Dictionary<string, string> Inputs = new()
    {
        ["inputs.inventory"] = "local",
        ["inputs.target"] = "Expand",
        ["inputs.strategy"] = "auto",
        ["vars.KNOWN_HOSTS"] = "zk1.example.com ssh-ed25519 AAAA",
    };

    private string home = "";

    /// <summary>One server with data, as it is before an expansion.</summary>
    [SetUp]
    public async Task BeginAsync()
    {
        home = TestFolder.Create("home");
        await ClearAsync();
        await Program.OutputAsync(Path.Combine(ProjectFolders.Root, "build.sh"), "--target=Up", "--inventory=local");
    }

    [TearDown]
    public async Task ClearAsync()
    {
        await Program.OutputAsync(
            Path.Combine(ProjectFolders.Root, "build.sh"), "--target=Down", "--purge", "--inventory=local");
        if (Directory.Exists(Runs))
        {
            Directory.Delete(Runs, recursive: true);
        }
    }

    [Test]
    public async Task The_steps_of_the_workflow_plan_change_and_report()
    {
        Prerequisite.Programs(("ssh-keygen", "openssh-client"));
        var runner = new Runner(home);
        var values = new Dictionary<string, string>(Inputs) { ["secrets.SSH_PRIVATE_KEY"] = await KeyAsync() };
        foreach (var job in Workflow.Read("expand.yml").Jobs)
        {
            runner.StartJob();
            foreach (var step in Workflow.Read("expand.yml").Steps(job, values))
            {
                await runner.RunAsync(step);
            }
        }

        runner.Conclude();
        Assert.That(runner.Outputs, Does.Contain("changes=true"));
        Assert.That(
            runner.Summary, Does.StartWith("### Expand on local: the plan").And.Contain("restart server 1")
                .And.Contain("✅"));
        Assert.That(Directory.GetFiles(Runs, "report.html", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(
            Directory.GetFiles(Path.Combine(home, ".ssh")).Select(Path.GetFileName), Is.EqualTo(["known_hosts"]));
        Assert.That(Agents(), Is.Empty);
    }

    [Test]
    public async Task The_steps_of_the_Jenkinsfile_plan_change_and_report()
    {
        Prerequisite.Programs(("ssh-keygen", "openssh-client"));
        await KeyAsync();
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["SSH_KEY_FILE"] = Path.Combine(home, "key"),
            ["ENSEMBLE_INVENTORY"] = "local",
            ["ENSEMBLE_STRATEGY"] = "auto",
            ["TARGET"] = "Expand",
            ["NO_COLOR"] = "1",
        };
        foreach (var (script, index) in (await Jenkins.ScriptsAsync()).Select((script, index) => (script, index)))
        {
            var file = Path.Combine(home, $"step-{index}.sh");
            await File.WriteAllTextAsync(file, script, CancellationToken.None);
            var (exitCode, output) = await Program.RunAsync(environment, "bash", file);
            Assert.That(exitCode, Is.Zero, output);
        }

        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(artifacts, "changes")), Is.EqualTo("true\n"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(artifacts, "plan.txt")), Does.Contain("restart server 1"));
        Assert.That(Directory.GetFiles(Runs, "junit.xml", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(Agents(), Is.Empty);
    }

    private static string Runs => Path.Combine(ProjectFolders.Root, "artifacts", "local", "runs");

    /// <summary>A new private key, as a secret holds it.</summary>
    private async Task<string> KeyAsync()
    {
        var file = Path.Combine(home, "key");
        await Program.OutputAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
        return await File.ReadAllTextAsync(file);
    }

    /// <summary>Agents that a step has started and not ended.</summary>
    private List<string> Agents() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => Number().IsMatch(process)).Where(process =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "comm")).Trim() == "ssh-agent"
                    && File.ReadAllText(Path.Combine(process, "environ"))
                        .Contains($"HOME={home}", StringComparison.Ordinal);
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }),
    ];

    [GeneratedRegex("/[0-9]+$")]
    private static partial Regex Number();
}
