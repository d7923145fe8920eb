using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Unit.Frosting;

/// <summary>Which failures stop a run, what they say, and the exit code that they leave.</summary>
internal sealed class FailureTests
{
    private static readonly (Func<Exception> Failure, int ExitCode)[] Failures =
    [
        (() => new InvalidOperationException("broken"), 1),
        (() => new CakeException("broken"), 1),
        (() => new CakeException(7, "broken"), 7),
        (() => new AggregateException(new CakeException(7, "broken")), 7),
        (() => new AggregateException(new InvalidOperationException("broken"), new CakeException(7, "too")), 7),
        (() => new InvalidOperationException("broken", new CakeException(7, "within")), 7),
        (() => new CakeException("broken", new CakeException(7, "within")), 7),
        (() => new CakeException(3, "broken", new CakeException(7, "within")), 3),
        (() => new CakeException(0, "broken"), 1),
        (() => new CakeException(256, "broken"), 1),
    ];

    [Test]
    public void The_exit_code_of_a_failure_reaches_the_caller(
        [ValueSource(nameof(Failures))] (Func<Exception> Failure, int ExitCode) expected,
        [Values(typeof(Failing), typeof(FailingAsync))] Type task)
    {
        using var run = RunFailing(expected.Failure, task, $"--target={task.Name}");

        Assert.That(run.ExitCode, Is.EqualTo(expected.ExitCode));
        Assert.That(run.Error, Does.Contain("broken"));
        Assert.That(run.Report, Does.Match(@$"{task.Name}\s.*Failed"));
    }

    [Test]
    public void A_failure_stops_the_run()
    {
        using var run = RunFailing(
            () => new InvalidOperationException("broken"), typeof(Failing), "--target=AfterFailing");

        Assert.That(run.Journal, Is.Empty);
        Assert.That(run.Error, Does.Contain("An error occurred when executing task 'Failing'"));
        Assert.That(run.Error, Does.Contain("Error: broken"));
    }

    [Test]
    public void A_lone_failure_speaks_for_its_aggregate()
    {
        using var run = RunFailing(
            () => new AggregateException(new InvalidOperationException("broken")), typeof(Failing), "--target=Failing");

        Assert.That(run.Error.Trim(), Does.EndWith("Error: broken"));
    }

    [Test]
    public void A_tolerated_failure_lets_the_run_go_on()
    {
        using var run = HostProbe.Run([typeof(Tolerated), typeof(AfterTolerated)], "--target=AfterTolerated");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EqualTo(new[] { "after" }));
        Assert.That(run.Error, Does.Contain("An error occurred when executing task 'Tolerated'"));
    }

    [Test]
    public void An_error_handler_swallows_the_failure()
    {
        using var run = HostProbe.Run([typeof(Handled)], "--target=Handled");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EqualTo(new[] { "handled", "finally" }));
    }

    [Test]
    public void An_error_handler_may_fail_in_its_turn()
    {
        using var run = HostProbe.Run([typeof(Rethrown)], "--target=Rethrown");

        Assert.That(run.ExitCode, Is.EqualTo(5));
    }

    [Test]
    public void A_context_that_refuses_its_arguments_sets_the_exit_code()
    {
        using var run = HostProbe.Run(
            [typeof(Default)], host => Cake.Frosting.CakeHostExtensions.UseContext<RefusingContext>(host));

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("the inventory has faults"));
        Assert.That(run.Journal, Is.Empty);
    }

    private static HostProbe RunFailing(Func<Exception> failure, Type task, params string[] args) => HostProbe.Run(
        [.. new[] { typeof(Failing), typeof(AfterFailing), task }.Distinct()],
        host => host.ConfigureServices(services => services.AddSingleton(failure)),
        args);
}
