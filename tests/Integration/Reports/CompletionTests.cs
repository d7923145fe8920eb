using System.Diagnostics;
using Lab;

namespace Integration.Reports;

/// <summary>Arguments are completed by the shells themselves, at a terminal.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CompletionTests
{
    private static readonly string[] Shells = ["bash", "zsh"];

    [TestCase("./build.sh --targ", "./build.sh --target=")]
    [TestCase("./build.sh --target=Exp", "./build.sh --target=Expand")]
    [TestCase("./build.sh --target=Plan --strategy=rec", "./build.sh --target=Plan --strategy=reconfig")]
    [TestCase("./build.sh --inventory=local-fi", "./build.sh --inventory=local-five")]
    [TestCase("./build.sh --purg", "./build.sh --purge")]
    [TestCase("./build.sh --backup=inventories/example-prod", "./build.sh --backup=inventories/example-production.yml")]
    public async Task What_is_begun_is_completed(string typed, string expected)
    {
        foreach (var shell in Shells)
        {
            await using var terminal = await OpenAsync(shell);

            terminal.Type(typed, "Tab");

            await SeeAsync(terminal, shell, screen => screen.Any(line => line.TrimEnd() == $"$ {expected}"));
        }
    }

    [Test]
    public async Task Another_projects_script_of_the_same_name_is_left_alone()
    {
        var folder = TestFolder.Create("another");
        await File.WriteAllTextAsync(Path.Combine(folder, "build.sh"), "#!/bin/sh\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "--target-practice"), "");
        Executable.Make(Path.Combine(folder, "build.sh"));
        foreach (var shell in Shells)
        {
            await using var terminal = await OpenAsync(shell);
            terminal.Type($"cd '{folder}'", "Enter");

            terminal.Type("./build.sh --targ", "Tab");

            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.That(terminal.Screen, Has.None.Contains("--target="), shell);
        }
    }

    [TestCase("bash", "-n")]
    [TestCase("zsh", "-n")]
    public async Task The_scripts_are_in_the_shells_own_grammar(string shell, string check)
    {
        Prerequisite.Programs((shell, shell));
        using var process = Process.Start(new ProcessStartInfo(shell, [check, await ScriptAsync(shell)])
        {
            RedirectStandardError = true,
        })!;

        Assert.That(await process.StandardError.ReadToEndAsync(), Is.Empty);
    }

    /// <summary>A shell without anybody's start-up files, in the project's folder.</summary>
    private static async Task<Terminal> OpenAsync(string shell)
    {
        Prerequisite.Programs((shell, shell));
        var script = await ScriptAsync(shell);
        var terminal = Terminal.Run(100, 30, shell == "bash" ? ["bash", "--norc", "-i"] : ["zsh", "-f", "-i"]);
        terminal.Type($"cd '{ProjectFolders.Root}'; PS1='$ '; {(shell == "zsh" ? "autoload -Uz compinit; compinit -D -u; " : "")}"
            + $"source '{script}'; clear; echo ready", "Enter");
        await SeeAsync(terminal, shell, screen => screen.Contains("ready"));
        return terminal;
    }

    private static async Task<string> ScriptAsync(string shell)
    {
        await using var suite = SuiteProcess.Start($"--completion={shell}");
        Assert.That(await suite.EndAsync(), Is.Zero, suite.Output);
        var file = Path.Combine(TestFolder.Create(), $"completion.{shell}");
        await File.WriteAllTextAsync(file, suite.StandardOutput + "\n");
        return file;
    }

    private static async Task SeeAsync(Terminal terminal, string shell, Func<string[], bool> seen)
    {
        var clock = Stopwatch.StartNew();
        while (!seen(terminal.Screen))
        {
            Assert.That(
                clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)),
                $"{shell}:\n{string.Join('\n', terminal.Screen)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
