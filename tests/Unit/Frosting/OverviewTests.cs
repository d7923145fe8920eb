namespace Unit.Frosting;

/// <summary>What shows tasks without running them.</summary>
internal sealed class OverviewTests
{
    private static readonly Type[] Chain = [typeof(ShipTask), typeof(BuildTask), typeof(FetchTask), typeof(Check)];

    [Test]
    public void A_dry_run_names_the_tasks_and_runs_none()
    {
        using var run = HostProbe.Run(Chain, "--target=Ship", "--dryrun");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("Performing dry run").And.Match("(?s)Fetch.*Build.*Ship"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void A_dry_run_of_an_unknown_target_is_refused()
    {
        using var run = HostProbe.Run(Chain, "--target=Shop", "--dryrun");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("The target 'Shop' was not found."));
    }

    [Test]
    public void The_tree_shows_dependencies()
    {
        using var run = HostProbe.Run(Chain, "--tree");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Match(@"(?s)Ship\s.*Build\s.*(Fetch|Check)"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Descriptions_are_listed()
    {
        using var run = HostProbe.Run(Chain, "--description");

        Assert.That(run.Report, Does.Match(@"Fetch\s+Gets what is needed").And.Match(@"Build\s+Makes it"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void The_version_is_Cakes()
    {
        using var run = HostProbe.Run(Chain, "--version");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output.Trim(), Does.Match(@"^7\.\d+\.\d+"));
    }

    [Test]
    public void More_about_Cake_is_told()
    {
        using var run = HostProbe.Run(Chain, "--info");

        Assert.That(run.Output, Does.Contain("Version: 7."));
    }

    [Test]
    public void The_help_lists_the_options()
    {
        using var run = HostProbe.Run(Chain, "--help");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Report, Does.Contain("--exclusive").And.Contain("--dryrun").And.Contain("--verbosity"));
        Assert.That(run.Journal, Is.Empty);
    }
}
