using System.Text;
using Debian;
using Lab;

namespace Integration.Ci;

/// <summary>
/// The shell steps of ci.yml, taken from the file and run in their order in a fresh copy of the project.
/// </summary>
[NonParallelizable] // Compiles all of it, twice.
[Category("Long")]
internal sealed class BuildWorkflowTests
{
    /// <summary>
    /// All tests would run this one too: the variable has the step of the tests run these two fixtures,
    /// one of each project.
    /// </summary>
    private const string Filter = "FullyQualifiedName~Unit.Suite.HelpTests|FullyQualifiedName~PortAllocatorTests";

    [Test]
    public async Task The_steps_of_the_workflow_install_compile_and_test()
    {
        Prerequisite.Programs(("apt-get", "apt"));
        var (checkout, home) = (await Checkout.MakeAsync(), TestFolder.Create("home"));
        var environment = new Dictionary<string, string?>
        {
            ["APT_CONFIG"] = await AptAsync(Path.Combine(home, "apt")),
            ["CI"] = "true",
            ["NO_COLOR"] = "1",
            ["ENSEMBLE_FILTER"] = Filter,
        };
        var told = new StringBuilder();
        foreach (var step in Workflow.ShellSteps("ci.yml").Select(step => step["run"].ToString()))
        {
            var (exitCode, output) = await Program.RunAsync(
                checkout, TimeSpan.FromMinutes(9), environment, "bash",
                ["--noprofile", "--norc", "-eo", "pipefail", "-c", step]);
            Assert.That(exitCode, Is.Zero, $"{step}\n{output}");
            told.Append(output);
        }

        Assert.That(told.ToString(), Does.Contain("Conf curl").Or.Contain("curl is already the newest version"));
        Assert.That(told.ToString(), Does.Contain("Usage: ./build.sh"));
        Assert.That(told.ToString(), Does.Match(@"(?m)^[1-9][0-9]* passed, 0 failed\b"));
        Assert.That(Directory.GetFiles(Path.Combine(checkout, "artifacts", "tests"), "*.trx").Select(Path.GetFileName),
            Is.EquivalentTo(["Unit.trx", "Integration.trx"]));
    }

    /// <summary>
    /// The package lists are fetched, into a folder of this test; of the installation apt says what it would do. So the
    /// step runs as it stands, and this machine stays as it is.
    /// </summary>
    private static async Task<string> AptAsync(string folder)
    {
        foreach (var name in (string[])["lists/partial", "cache/archives/partial", "none"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        // The image of the workflow's container.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "sources.list"), $"deb [lang=none] {DebianMirror.Address} bookworm main\n");
        var file = Path.Combine(folder, "apt.conf");
        await File.WriteAllTextAsync(file, $"""
            Dir::Etc::sourcelist "{folder}/sources.list";
            Dir::Etc::sourceparts "{folder}/none";
            Dir::State::Lists "{folder}/lists/";
            Dir::Cache "{folder}/cache/";
            APT::Get::Simulate "true";

            """);
        return file;
    }
}
