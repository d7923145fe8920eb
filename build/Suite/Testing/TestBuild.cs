using System.Globalization;
using Cake.Core;

namespace Suite.Testing;

/// <summary>Compiles all projects at once: what they share once, and what they do not share side by side.</summary>
/// <param name="root">The project's folder.</param>
internal sealed class TestBuild(string root, IConsole console, TimeProvider time)
{
    /// <returns>False where something does not compile; the compiler's words have been printed.</returns>
    public async Task<bool> RunAsync()
    {
        console.WriteLine("Compiling the tests ...");
        var start = time.GetTimestamp();
        List<string> said = [];
        var exitCode = await ChildProcess.RunAsync(
            Dotnet.Program,
            [
                "build", Path.Combine(root, "Suite.slnx"), "--nologo", "--verbosity", "quiet", "-tl:off",
                "-nodeReuse:false", "-consoleLoggerParameters:NoSummary",
            ],
            root,
            said.Add);
        if (exitCode != 0)
        {
            said.FindAll(line => !string.IsNullOrWhiteSpace(line)).ForEach(line => console.WriteLine($"  {line}"));
            return false;
        }

        var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        console.WriteLine($"Compiled the tests in {seconds} s.");
        return true;
    }
}
