using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Unit.Frosting;

internal sealed class HostOptionTests
{
    [Test]
    public void The_verbosity_reaches_the_log([Values] Verbosity verbosity)
    {
        using var run = HostProbe.Run([typeof(Logging)], "--target=Logging", $"--verbosity={verbosity}");

        Assert.That(Logged("normally"), Is.EqualTo(verbosity >= Verbosity.Normal));
        Assert.That(Logged("verbosely"), Is.EqualTo(verbosity >= Verbosity.Verbose));

        bool Logged(string text) => run.Output.Contains(text, StringComparison.Ordinal);
    }

    [TestCase("--verbosity=loud", "loud")]
    [TestCase("stray", "stray")]
    public void A_wrong_argument_is_refused_before_anything_runs(string argument, string named)
    {
        using var run = HostProbe.Run([typeof(Default)], argument);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain(named).And.Contain("--help"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void A_working_directory_has_to_exist()
    {
        using var run = HostProbe.Run([typeof(Default)], "--working", "/nowhere/at all");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("The working directory '/nowhere/at all' does not exist."));
    }

    [Test]
    public void Every_argument_is_there_for_the_tasks()
    {
        using var run = HostProbe.Run(
            [typeof(Listing)],
            "--target=Listing", "--exclusive", "-v", "normal", "--flag", "--many=1", "--many", "2", "--empty", "");

        Assert.That(run.Journal, Is.EquivalentTo(new[]
        {
            "target: Listing", "exclusive: True", "verbosity: Normal", "flag: ", "many: 1|2", "empty: ",
        }));
    }

    [Test]
    public void A_setting_in_code_yields_to_the_command_line()
    {
        using var run = HostProbe.Run(
            [typeof(Configured)],
            host => host.UseCakeSetting("colour", "red").UseCakeSetting("shape", "round"),
            "--target=Configured", "--colour=blue");

        Assert.That(run.Journal, Is.EqualTo(new[] { "blue round" }));
    }

    [Test]
    public void Public_tasks_of_an_added_assembly_are_found()
    {
        using var run = HostProbe.Run(
            [], host => host.AddAssembly(typeof(Discovered).Assembly), "--target=Discovered");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EqualTo(new[] { "discovered" }));
    }

    [Test]
    public void A_startup_class_registers_services()
    {
        using var run = HostProbe.Run([], host => host.UseStartup<Startup>(), "--target=Fetch");

        Assert.That(run.Journal, Is.EqualTo(new[] { "Fetch" }));
    }

    [Test]
    public void A_dependency_that_is_no_task_is_refused()
    {
        using var run = HostProbe.Run([typeof(Misled)], "--target=Misled");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("The dependency 'String' is not a task"));
    }

    internal sealed class Logging : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            context.Log.Information("normally");
            context.Log.Verbose("verbosely");
        }
    }

    internal sealed class Listing(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            foreach (var (name, values) in context.Arguments.GetArguments())
            {
                journal.Note($"{name}: {string.Join('|', values)}");
            }
        }
    }

    internal sealed class Configured(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            journal.Note($"{context.Configuration.GetValue("colour")} {context.Configuration.GetValue("shape")}");
    }

    [IsDependentOn(typeof(string))]
    internal sealed class Misled : FrostingTask;

    internal sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton<IFrostingTask, FetchTask>();
    }
}
