using Lab;

namespace Integration.Ci;

/// <summary>
/// The scripts of the pipelines, run in their order as either build server does, against the embedded default. Its
/// ports are fixed: one at a time.
/// </summary>
[Parallelizable]
internal sealed class PipelineTests
{
    private string home = "";

    /// <summary>One server with data, as it is before an expansion.</summary>
    [SetUp]
    public async Task BeginAsync()
    {
        Prerequisite.Programs(("ssh-keygen", "openssh-client"));
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
    public async Task On_GitHub_they_plan_change_and_report()
    {
        var key = await SshKey.MakeAsync(TestFolder.Create());
        var (outputs, summary) = (Path.Combine(home, "outputs"), Path.Combine(home, "summary.md"));
        await PlanAndChangeAsync(new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_OUTPUT"] = outputs,
            ["GITHUB_STEP_SUMMARY"] = summary,
            ["KNOWN_HOSTS"] = "zk1.example.com ssh-ed25519 AAAA",
            ["SSH_PRIVATE_KEY"] = key.Private,
        });

        Assert.That(await File.ReadAllTextAsync(outputs), Is.EqualTo("changes=true\n"));
        Assert.That(await File.ReadAllTextAsync(summary),
            Does.StartWith("### Expand on local: the plan").And.Contain("restart server 1").And.Contain("✅"));
        Assert.That(Directory.GetFiles(Runs, "report.html", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(
            Directory.GetFiles(Path.Combine(home, ".ssh")).Select(Path.GetFileName), Is.EqualTo(["known_hosts"]));
    }

    [Test]
    [Category("Long")] // The same scripts; what differs is shown with a stand-in for the suite too.
    public async Task On_Jenkins_they_plan_change_and_report()
    {
        var key = await SshKey.MakeAsync(TestFolder.Create());
        await PlanAndChangeAsync(new() { ["SSH_KEY_FILE"] = key.File });

        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(artifacts, "changes")), Is.EqualTo("true\n"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(artifacts, "plan.txt")), Does.Contain("restart server 1"));
        Assert.That(Directory.GetFiles(Runs, "junit.xml", SearchOption.AllDirectories), Has.Length.EqualTo(1));
    }

    private static string Runs => Path.Combine(ProjectFolders.Root, "artifacts", "local", "runs");

    /// <param name="environment">What the build server gives beside what its file sets.</param>
    private async Task PlanAndChangeAsync(Dictionary<string, string?> environment)
    {
        environment["HOME"] = home;
        environment["ENSEMBLE_INVENTORY"] = "local";
        environment["ENSEMBLE_STRATEGY"] = "auto";
        environment["TARGET"] = "Expand";
        environment["NO_COLOR"] = "1";
        foreach (var script in (string[])["build/pipeline/plan.sh", "build/pipeline/change.sh"])
        {
            var (exitCode, output) = await Program.RunAsync(environment, "bash", "-c", script);
            Assert.That(exitCode, Is.Zero, output);
            await SshKey.HaveEndedAsync(home);
        }
    }
}
