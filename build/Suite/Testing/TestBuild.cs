using Cake.Core;

namespace Suite.Testing;

/// <summary>Compiles all projects at once: what they share once, and what they do not share side by side.</summary>
/// <param name="root">The project's folder.</param>
internal sealed class TestBuild(string root, IConsole console)
{
    /// <returns>False where something does not compile; the compiler's words have been printed.</returns>
    public async Task<bool> RunAsync() =>
        await ChildProcess.RunAsync(
            Dotnet.Program,
            [
                "build", Path.Combine(root, "Suite.slnx"), "--nologo", "--verbosity", "quiet", "-tl:off",
                "-nodeReuse:false", "-consoleLoggerParameters:NoSummary",
            ],
            root,
            line => console.WriteLine($"  {line}")) == 0;
}
