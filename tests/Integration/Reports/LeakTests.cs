using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Lab;

namespace Integration.Reports;

/// <summary>Secrets and control sequences that were planted are looked for in all that a real run leaves behind.</summary>
[Parallelizable]
[Category("Long")]
public sealed class LeakTests
{
    private const string Password = "Pl4nted-Superuser";
    private const string Store = "Pl4nted-KeyStore";
    private const string Token = "Pl4nted-Token";

    /// <summary>What the Java machine complains of, and so what the end of the server's log says.</summary>
    private const string Hostile = "-XX:+Bad\e[31m\e]0;PWNED\a\u009b2J\u202e";

    private static readonly string[] Planted = [Password, Store, Token];

    [Test]
    public async Task A_run_that_fails_tells_no_secret_and_obeys_no_text_of_a_servers_log()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 2);
        PasswordFromTheEnvironment(inventory);
        var up = await RunAsync(SuiteProcess.Command("--target=Up", $"--inventory={inventory.File}"));
        Assert.That(up.ExitCode, Is.Zero, up.Output);
        var environment = await File.ReadAllTextAsync($"/proc/{inventory.ProcessId(1)}/environ");
        Assert.That(environment, Does.Not.Contain(Password).And.Contain("PATH="), "a server keeps no secret of ours");

        var arguments = Path.Combine(inventory.Folder, "args");
        await File.WriteAllTextAsync(arguments, Hostile + "\n");
        inventory.JavaFlags.Add($"-Dzookeeper.ssl.keyStore.password={Store}");
        inventory.JavaFlags.Add($"@{arguments}");
        PasswordFromTheEnvironment(inventory);
        var summary = Path.Combine(inventory.Folder, "summary.md");
        var expand = SuiteProcess.Command("--target=Expand", "--no-backup", $"--inventory={inventory.File}");
        var github = await RunAsync(expand, ("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary));
        var terminal = await RunAsync(["script", "-q", "-e", "-c", string.Join(' ', expand), "/dev/null"]);

        Assert.That(github.ExitCode, Is.EqualTo(1), github.Output);
        Assert.That(github.Output, Does.Contain(@"Bad\u001b[31m\u001b]0;PWNED\u0007"), "visible");
        Assert.That(Planted.Where(github.Output.Contains), Is.Empty);
        Assert.That(Controls(github.Output), Is.Empty);
        Assert.That(terminal.Output, Does.Contain("PWNED").And.Contain("\e["), "coloured");
        Assert.That(Planted.Where(terminal.Output.Contains), Is.Empty);
        Assert.That(
            new[] { "\e]", "\a", "\u009b", "\u202e", "Bad\e" }.Where(
                sign => terminal.Output.Contains(sign, StringComparison.Ordinal)),
            Is.Empty);
        var texts = Left(inventory).Append(("summary", await File.ReadAllTextAsync(summary))).ToList();
        Assert.That(texts, Has.Count.GreaterThan(12), "reports of two runs, and their bundles");
        Assert.That(texts.Where(text => Planted.Any(text.Item2.Contains)).Select(text => text.Item1), Is.Empty);
        Assert.That(texts.Where(text => Controls(text.Item2).Any()).Select(text => text.Item1), Is.Empty);
    }

    [Test]
    public async Task The_password_and_the_token_of_an_archives_address_are_told_nobody()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, present: 1, wanted: 1);
        var text = await File.ReadAllTextAsync(inventory.File);
        var archive = $"archive: \"http://u:{Password}@127.0.0.1:9/x.tar.gz?token={Token}&other={Store}\"";
        await File.WriteAllTextAsync(inventory.File, text
            .Replace(
                "version: 3.9.3", $"version: 3.9.3, {archive}, sha512: {new string('a', 128)}",
                StringComparison.Ordinal)
            .Replace("embedded:", "# embedded:", StringComparison.Ordinal));
        var (exitCode, output) = await RunAsync(
            SuiteProcess.Command("--target=Deploy", $"--inventory={inventory.File}", "--verbosity=diagnostic"));

        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("***@127.0.0.1:9"));
        Assert.That(Planted.Where(output.Contains), Is.Empty);
        Assert.That(Left(inventory).Where(file => Planted.Any(file.Text.Contains)).Select(file => file.Path), Is.Empty);
    }

    private static void PasswordFromTheEnvironment(SuiteInventory inventory)
    {
        inventory.Write();
        File.WriteAllText(inventory.File, File.ReadAllText(inventory.File).Replace(
            $"passwordFile: \"{inventory.Folder}/superuser\"", "password: \"${PLANTED}\"", StringComparison.Ordinal));
    }

    /// <summary>Characters that no plain text has.</summary>
    private static IEnumerable<char> Controls(string text) =>
        text.Where(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t') || letter == '\u202e');

    /// <summary>Every text below the folder of the runs, those in archives too.</summary>
    private static List<(string Path, string Text)> Left(SuiteInventory inventory)
    {
        var folder = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "runs");
        List<(string Path, string Text)> texts = [];
        foreach (var file in Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            if (!file.EndsWith(".tar.gz", StringComparison.Ordinal))
            {
                texts.Add((file, File.ReadAllText(file)));
                continue;
            }

            using var archive = new TarReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (archive.GetNextEntry(copyData: true) is { } entry)
            {
                using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
                texts.Add(($"{file}:{entry.Name}", reader.ReadToEnd()));
            }
        }

        return texts;
    }

    /// <summary>Runs it with the password in its environment.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["PLANTED"] = Password, ["TERM"] = "xterm-256color", ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var name in new[] { "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR" })
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
