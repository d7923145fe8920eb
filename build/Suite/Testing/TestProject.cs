using Cake.Core;

namespace Suite.Testing;

/// <summary>A project of tests that has been compiled, run by <c>dotnet test</c>.</summary>
/// <param name="root">The project's folder.</param>
/// <param name="folder">That of the tests in it.</param>
internal sealed class TestProject(string root, string folder, IConsole console)
{
    private readonly string _name = Path.GetFileName(folder);

    /// <summary>Where the results and the whole output of the tests are left.</summary>
    public static string ResultsOf(string root) => Path.Combine(root, "artifacts", "tests");

    public async Task<TestVerdict> RunAsync(TestSelection selection)
    {
        var results = Directory.CreateDirectory(ResultsOf(root)).FullName;
        var trx = Path.Combine(results, $"{_name}.trx");
        File.Delete(trx);
        var output = new TestOutput(folder, console.WriteLine, TimeProvider.System);
        await using var log = File.CreateText(Path.Combine(results, $"{_name}.log"));
        var exitCode = await ChildProcess.RunAsync(Dotnet.Program, Arguments(selection, results), root, line =>
        {
            log.WriteLine(line);
            output.Line(line);
        });
        output.Progress();
        return TestVerdict.Of(exitCode, TestResults.In(trx), mayBeEmpty: selection.IsChosen);
    }

    private string[] Arguments(TestSelection selection, string results) =>
    [
        "test", Path.Combine(root, folder), "--no-build", "--nologo", "--verbosity", "quiet", "-tl:off",
        "-nodeReuse:false",
        "--filter", selection.Expression,
        "--logger", $"trx;LogFileName={_name}.trx",
        "--logger", "console;verbosity=normal",
        "--results-directory", results,
    ];
}
