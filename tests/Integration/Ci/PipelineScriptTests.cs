using Lab;

namespace Integration.Ci;

/// <summary>
/// The scripts of build/pipeline in a checkout whose <c>build.sh</c> notes what it is given, and ends as it is told.
/// </summary>
[Parallelizable]
internal sealed class PipelineScriptTests
{
    private const string Suite = """
        #!/usr/bin/env bash
        echo "arguments: $*"
        cat /proc/$$/environ /proc/$PPID/environ >environment
        [ -z "${SSH_AUTH_SOCK:-}" ] || ssh-add -L
        exit "$SUITE_ENDS"
        """;

    private string checkout = "";

    [SetUp]
    public void Make()
    {
        Prerequisite.Programs(("ssh-keygen", "openssh-client"));
        checkout = TestFolder.Create("a checkout");
        var scripts = Path.Combine(checkout, "build", "pipeline");
        Directory.CreateDirectory(scripts);
        foreach (var script in Directory.GetFiles(Path.Combine(ProjectFolders.Root, "build", "pipeline")))
        {
            File.Copy(script, Path.Combine(scripts, Path.GetFileName(script)));
        }

        var suite = Path.Combine(checkout, "build.sh");
        File.WriteAllText(suite, Suite);
        Executable.Make(suite);
    }

    [TestCase(0, "false")]
    [TestCase(6, "true")]
    public async Task A_plan_says_whether_there_is_anything_to_do(int suiteEnds, string changes)
    {
        var (exitCode, output) = await RunAsync("plan.sh", suiteEnds);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(Left("artifacts/changes"), Is.EqualTo($"{changes}\n"));
        Assert.That(Left("outputs"), Is.EqualTo($"changes={changes}\n"));
        Assert.That(Left("summary"), Is.EqualTo(
            "### Expand on local: the plan\n\n```text\narguments: --target=Plan --for=Expand --out=artifacts/plan.json --detailed-exitcode\n```\n"));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task A_plan_that_fails_says_nothing_of_changes_and_ends_alike(int suiteEnds)
    {
        var (exitCode, output) = await RunAsync("plan.sh", suiteEnds);

        Assert.That(exitCode, Is.EqualTo(suiteEnds), output);
        Assert.That(Left("artifacts/changes"), Is.Null);
        Assert.That(Left("outputs"), Is.Null);
        Assert.That(Left("summary"), Does.Contain("arguments: "));
    }

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(0, true)]
    public async Task A_change_does_the_plan_that_was_left_and_ends_as_the_suite_does(int suiteEnds, bool isLeft)
    {
        if (isLeft)
        {
            Directory.CreateDirectory(Path.Combine(checkout, "artifacts"));
            await File.WriteAllTextAsync(Path.Combine(checkout, "artifacts", "plan.json"), "{}");
        }

        var (exitCode, output) = await RunAsync("change.sh", suiteEnds);

        Assert.That(exitCode, Is.EqualTo(suiteEnds), output);
        Assert.That(output, Is.EqualTo($"arguments: --target=Expand{(isLeft ? " --plan=artifacts/plan.json" : "")}\n"));
    }

    [Test]
    public async Task The_key_is_in_an_agent_alone_that_ends_with_the_script(
        [Values("plan.sh", "change.sh")] string script, [Values] bool suiteFails)
    {
        var key = await SshKey.MakeAsync(TestFolder.Create());
        var (_, output) = await RunAsync(script, suiteFails ? 1 : 0, ("SSH_PRIVATE_KEY", key.Private));

        Assert.That(output, Does.Contain(key.Public));
        await SshKey.HaveEndedAsync(checkout);
        Assert.That(Directory.GetFiles(checkout, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Append(output), Has.None.Contains("PRIVATE KEY"));
    }

    private string? Left(string name) =>
        Path.Combine(checkout, name) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private Task<(int ExitCode, string Output)> RunAsync(
        string script, int suiteEnds, params (string Name, string Value)[] more) => Program.RunAsync(
        "/", TimeSpan.FromMinutes(1),
        new Dictionary<string, string?>(more.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)))
        {
            ["HOME"] = checkout,
            ["SSH_AUTH_SOCK"] = null,
            ["SUITE_ENDS"] = $"{suiteEnds}",
            ["ENSEMBLE_INVENTORY"] = "local",
            ["TARGET"] = "Expand",
            ["GITHUB_OUTPUT"] = Path.Combine(checkout, "outputs"),
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(checkout, "summary"),
        },
        Path.Combine(checkout, "build", "pipeline", script), []);
}
