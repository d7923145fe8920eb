using Cake.Core;
using Cake.Frosting;
using Suite.Arguments;
using Suite.Runs;
using Suite.Testing;

namespace Suite.Tasks;

/// <summary>Runs the project's own tests, and closes the whole output with their number.</summary>
[TaskName("Test")]
[TaskDescription("Runs the project's own tests")]
public sealed class TestTask(IConsole console, RunResult answer) : AsyncFrostingTask<SuiteContext>
{
    private static readonly string[] Projects = ["tests/Unit", "tests/Integration"];

    public override async Task RunAsync(SuiteContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var selection = new TestSelection(
            context.Options.Given.Text(ArgumentList.Category), context.Options.Given.Text(ArgumentList.Filter));
        if (!await new TestBuild(context.Root, console, TimeProvider.System).RunAsync())
        {
            throw new CakeException(1, "The tests do not compile: correct the errors above and run this again.");
        }

        // Side by side: what waits for servers leaves a processor to what only computes.
        var verdicts = await Task.WhenAll(
            Projects.Select(project => new TestProject(context.Root, project, console).RunAsync(selection)));
        foreach (var (project, verdict) in Projects.Zip(verdicts))
        {
            verdict.Failed.ToList().ForEach(name => console.WriteErrorLine($"{project}: failed: {name}"));
            verdict.Problems.ToList().ForEach(problem => console.WriteErrorLine($"{project}: {problem}"));
        }

        var totals = verdicts.Aggregate(default(TestCounts), (sum, verdict) => sum + verdict.Counts);

        if (totals.Total == 0)
        {
            console.WriteErrorLine($"No test matches {selection}.");
            totals += new TestCounts(0, 1, 0);
        }

        answer.Closing = totals.ToString();
        if (totals.Failed > 0)
        {
            throw new CakeException(1, $"The tests failed; their output is in {TestProject.ResultsOf(context.Root)}.");
        }
    }
}
