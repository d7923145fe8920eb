using Cake.Frosting;

namespace Unit.Frosting;

/// <summary>Contexts, arguments and lifetimes.</summary>
internal sealed class ContextTests
{
    [TestCase("--greeting=hello there")]
    [TestCase("--greeting", "hello there")]
    public void Tasks_get_the_hosts_context_and_it_the_unknown_arguments(params string[] args)
    {
        using var run = HostProbe.Run(
            [typeof(Greet), typeof(GreetAsync)],
            host => host.UseContext<SampleContext>(),
            ["--target=Greet", "--target=GreetAsync", .. args]);

        Assert.That(run.Journal, Is.EqualTo(new[] { "hello there", "hello there" }));
    }

    [Test]
    public void A_task_for_another_context_is_left_out_with_a_warning()
    {
        using var run = HostProbe.Run([typeof(Greet), typeof(Default)]);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EqualTo(new[] { "Default" }));
        Assert.That(run.Output, Does.Contain("Task Greet is left out").And.Contain(nameof(SampleContext)));
    }

    [Test]
    public void Lifetimes_enclose_the_run_and_each_task()
    {
        using var run = HostProbe.Run(
            [typeof(FetchTask), typeof(BuildTask)],
            host => host.UseContext<SampleContext>()
                .UseLifetime<SampleLifetime>()
                .UseTaskLifetime<SampleTaskLifetime>(),
            "--target=Build");

        Assert.That(run.Journal, Is.EqualTo(new[]
        {
            "setup for Build",
            "before Fetch", "Fetch", "after Fetch",
            "before Build", "Build", "after Build",
            "teardown",
        }));
    }

    [Test]
    public void The_teardown_follows_a_failure()
    {
        using var run = HostProbe.Run(
            [typeof(Rethrown)],
            host => host.UseContext<SampleContext>().UseLifetime<SampleLifetime>(),
            "--target=Rethrown");

        Assert.That(run.Journal, Is.EqualTo(new[] { "setup for Rethrown", "teardown after second" }));
    }

    [Test]
    public void A_failed_setup_runs_no_task_but_the_teardown()
    {
        using var run = HostProbe.Run(
            [typeof(Default)], host => host.UseSetup<FailingSetup>().UseTeardown<NotingTeardown>());

        Assert.That(run.ExitCode, Is.EqualTo(9));
        Assert.That(run.Journal, Is.EqualTo(new[] { "teardown" }));
    }

    [Test]
    public void A_lifetime_for_another_context_says_what_is_missing()
    {
        using var run = HostProbe.Run([typeof(Default)], host => host.UseLifetime<SampleLifetime>());

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("UseContext<SampleContext>()"));
    }
}
