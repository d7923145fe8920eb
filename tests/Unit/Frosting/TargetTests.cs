namespace Unit.Frosting;

/// <summary>Which tasks run, and in which order.</summary>
internal sealed class TargetTests
{
    private static readonly Type[] Chain =
        [typeof(ShipTask), typeof(BuildTask), typeof(FetchTask), typeof(Check), typeof(Default)];

    [Test]
    public void A_target_runs_after_what_it_depends_on()
    {
        using var run = HostProbe.Run(Chain, "--target=Ship");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EquivalentTo(new[] { "Fetch", "Check", "Build", "Ship" }));
        Assert.That(run.Journal.TakeLast(2), Is.EqualTo(new[] { "Build", "Ship" }));
    }

    [Test]
    public void Without_a_target_Default_runs()
    {
        using var run = HostProbe.Run(Chain);

        Assert.That(run.Journal, Is.EqualTo(new[] { "Default" }));
    }

    [TestCase("--target", "fetch")]
    [TestCase("-t", "FETCH")]
    [TestCase("--target=Fetch")]
    public void Targets_are_named_in_any_spelling(params string[] args)
    {
        using var run = HostProbe.Run(Chain, args);

        Assert.That(run.Journal, Is.EqualTo(new[] { "Fetch" }));
    }

    [Test]
    public void Several_targets_run_in_the_order_given()
    {
        using var run = HostProbe.Run(Chain, "--target=Default", "--target", "Fetch");

        Assert.That(run.Journal, Is.EqualTo(new[] { "Default", "Fetch" }));
    }

    [Test]
    public void An_exclusive_target_runs_alone()
    {
        using var run = HostProbe.Run(Chain, "--target=Ship", "--exclusive");

        Assert.That(run.Journal, Is.EqualTo(new[] { "Ship" }));
    }

    [TestCase("Biuld")]
    [TestCase("Elsewhere")]
    public void An_unknown_target_is_refused_with_those_that_there_are(string target)
    {
        using var run = HostProbe.Run(Chain, $"--target={target}");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain(
            $"The target '{target}' was not found. The targets are Build, Check, Default, Fetch, Ship."));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void The_summary_lists_every_task_that_ran()
    {
        using var run = HostProbe.Run(Chain, "--target=Build");

        Assert.That(
            run.Report, Does.Match(@"(?s)Task\s+Duration\s+Status.*Fetch\s.*Succeeded.*Build\s.*Succeeded.*Total:"));
    }

    [Test]
    public void The_summary_can_be_left_out()
    {
        using var run = HostProbe.Run(Chain, "--target=Build", "--no-report");

        Assert.That(run.Report, Does.Not.Contain("Total:"));
    }

    [Test]
    public void Two_tasks_of_one_name_are_refused()
    {
        using var run = HostProbe.Run([typeof(Default), typeof(Default)]);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("Default"));
    }
}
