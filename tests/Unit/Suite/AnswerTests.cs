using System.Text.Json.Nodes;
using Cake.Frosting;
using Suite;
using Suite.Runs;
using Suite.Tasks;

namespace Unit.Suite;

internal sealed class AnswerTests
{
    [Test]
    public void A_document_that_is_one_of_many_stands_on_one_line()
    {
        var output = new StringWriter();
        var answer = new RunResult(output, isJson: true);
        answer.Write(new() { ["a"] = new JsonArray(1, "ü"), ["b"] = null }, isLine: true);

        Assert.That(output.ToString(), Is.EqualTo("{\"a\":[1,\"ü\"],\"b\":null}\n"));
    }

    [Test]
    public void The_suites_own_code_is_kept_whatever_the_host_makes_of_it(
        [Values(2, 3, 4, 5, 130)] int code, [Values(0, 1, 255, -1)] int ofHost) =>
        Assert.That(
            RunResult.To(["--target=Plan"], answer =>
            {
                answer.Fails(code);
                answer.Fails(ExitCodes.Failed);
                return ofHost;
            }),
            Is.EqualTo(code));

    /// <summary>The host of the package reads the outermost exception only, and gives 1 to each failure.</summary>
    [TestCase(ExitCodes.WrongInput, "--target=Render", "--inventory=none-of-this-name")]
    [TestCase(ExitCodes.WrongInput, "--target=Plan", "--inventory=/dev/null")]
    [TestCase(ExitCodes.Done, "--target=Default")]
    public void A_target_ends_with_its_code_on_a_host_that_returns_1_for_every_failure(int code, params string[] line) =>
        Assert.That(
            RunResult.To(line, answer => new CakeHost()
                .AddAssembly(typeof(RunResult).Assembly)
                .UseContext<SuiteContext>()
                .UseLifetime<Lifetime>()
                .ConfigureServices(services => services.AddSuite(answer))
                .Run(answer.ForHost) == 0 ? 0 : 1),
            Is.EqualTo(code));

    [TestCase(0, 6, 6)]
    [TestCase(1, 6, 1)]
    [TestCase(255, 0, 1)]
    [TestCase(-1, 0, 1)]
    [TestCase(4, 0, 4)]
    public void A_host_that_fails_by_itself_has_failed(int ofHost, int chosen, int expected) =>
        Assert.That(
            RunResult.To([], answer =>
            {
                answer.ExitCode = chosen;
                return ofHost;
            }),
            Is.EqualTo(expected));

    [Test]
    public void With_wrong_arguments_the_host_is_not_run() =>
        Assert.That(
            RunResult.To(["--dryrun=no"], _ => throw new InvalidOperationException("the host runs")),
            Is.EqualTo(ExitCodes.WrongInput));

    [Test]
    public void Exit_codes_are_distinct_and_explained()
    {
        Assert.That(ExitCodes.All.Select(exit => exit.Code), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 6, 130 }));
        Assert.That(ExitCodes.All.Select(exit => exit.Meaning), Is.Unique.And.All.Not.Empty);
    }
}
