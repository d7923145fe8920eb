using Cake.Frosting;
using Suite;
using Suite.Arguments;
using Suite.Runs;
using Suite.Tasks;
using Unit.Frosting;

namespace Unit.Suite;

/// <summary>Every target of the suite, as its own host sees it.</summary>
internal sealed class TargetTests
{
    private static readonly IReadOnlyList<Target> Targets = TargetList.In(typeof(SuiteContext).Assembly);

    [Test]
    public void Every_target_resolves_in_the_host()
    {
        using var run = Run("--description");

        Assert.That(run.Output, Does.Not.Contain("left out"));
        Assert.That(Targets, Is.Not.Empty);
        foreach (var target in Targets)
        {
            Assert.That(run.Report, Does.Contain(target.Name));
        }
    }

    [Test]
    public void Every_target_is_described([ValueSource(nameof(Targets))] object target)
    {
        Assert.That(((Target)target).Description, Is.Not.Empty);
    }

    [Test]
    public void Every_task_is_sealed_and_named_like_its_target()
    {
        var tasks = typeof(DefaultTask).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask)));

        Assert.That(tasks.Where(task => !task.IsSealed || !task.IsPublic), Is.Empty);
        Assert.That(
            tasks.Select(task => task.Name), Is.EquivalentTo(Targets.Select(target => $"{target.Name}Task")));
    }

    [Test]
    public void Without_a_target_the_help_is_printed()
    {
        using var run = Run();

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("Usage: ./build.sh").And.Contain("Targets").And.Contain("--target=NAME"));
    }

    private static HostProbe Run(params string[] args) => HostProbe.Run(
        [],
        host => host.AddAssembly(typeof(SuiteContext).Assembly)
            .UseContext<SuiteContext>()
            .ConfigureServices(services => services.AddSuite(new RunResult(TextWriter.Null, isJson: false))),
        args);
}
