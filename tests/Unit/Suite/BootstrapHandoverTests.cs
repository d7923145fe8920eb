namespace Unit.Suite;

/// <summary>Who runs at last where there is a shell: the suite itself, and nothing before it.</summary>
[Platform(Exclude = "Win", Reason = "There is no shell.")]
internal sealed class BootstrapHandoverTests
{
    [Test]
    public void The_suite_takes_the_place_of_the_shell_script_so_that_signals_reach_it()
    {
        using var project = new BootstrapProject("build.sh");

        var run = project.Run();

        Assert.That(run.Output, Does.Contain($"process {run.ProcessId}\n"));
    }

    [Test]
    public void Elsewhere_than_on_Windows_the_shell_script_does_the_work_of_build_ps1()
    {
        using var project = new BootstrapProject("build.ps1") { ["OS"] = "", ["FAKE_EXIT"] = "3" };

        var run = project.Run("--target=Plan", "a b", "");

        Assert.That(run.Output, Does.StartWith("<--target=Plan><a b><>"));
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(project.Has(".cache/compile.lock"), Is.True, "made by the shell script");
        Assert.That(run.Error, Does.Contain("Compiled the suite"));
    }
}
