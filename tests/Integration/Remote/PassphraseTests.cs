using System.Diagnostics;
using System.Text;
using Lab;

namespace Integration.Remote;

/// <summary>An encrypted key, by the suite as its users run it: on a terminal and without one.</summary>
[Parallelizable]
public sealed class PassphraseTests
{
    private const string Passphrase = "it's a $ecret";

    private RealSshd sshd = null!;
    private string inventory = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Prerequisite.Programs(("script", "bsdutils"));
        sshd = await RealSshd.StartAsync();
        var folder = TestFolder.Create("inventory");
        var key = await sshd.MakeKeyAsync(Path.Combine(folder, "locked"), "ed25519", Passphrase);
        await sshd.AuthorizeAsync(key);
        inventory = Path.Combine(folder, "inventory.yml");
        await File.WriteAllTextAsync(inventory, $$"""
            ensemble: lab
            release: { version: 3.9.3, archive: none.tar.gz }
            membership: static
            connection:
              { type: ssh, user: {{Environment.UserName}}, port: {{sshd.Port}}, key: "{{key}}",
                knownHosts: "{{sshd.KnownHosts}}" }
            paths: { config: "{{folder}}/conf", data: "{{folder}}/data", log: "{{folder}}/log" }
            servers:
              - { id: 1, host: 127.0.0.1, ports: { client: 31181, quorum: 31881, election: 31981, admin: 31081 } }
            """);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (sshd is not null)
        {
            await sshd.DisposeAsync();
        }
    }

    [Test]
    public async Task At_a_terminal_it_is_asked_for_and_does_not_show()
    {
        using var terminal = Start("script", "--quiet", "--return", "--command",
            $"dotnet exec '{SuiteProcess.Program}' --target=Status '--inventory={inventory}'", "/dev/null");

        var shown = await ReadUntilAsync(terminal, "Passphrase of ");
        await TypeAsync(terminal, "wrong");
        shown += await ReadUntilAsync(terminal, "That does not open it. Passphrase of ");
        await TypeAsync(terminal, Passphrase);
        shown += await terminal.StandardOutput.ReadToEndAsync();
        await terminal.WaitForExitAsync();

        Assert.That(terminal.ExitCode, Is.Zero, shown);
        Assert.That(shown, Does.Contain("0 serving").And.Not.Contain("wrong").And.Not.Contain("$ecret"));
    }

    [Test]
    public async Task Elsewhere_the_variable_is_named_that_it_is_taken_from()
    {
        using var without = Start(
            "dotnet", "exec", SuiteProcess.Program, "--target=Plan", "--exclusive", $"--inventory={inventory}");
        var output = await without.StandardOutput.ReadToEndAsync();
        await without.WaitForExitAsync();

        Assert.That(without.ExitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("is encrypted").And.Contain("set ENSEMBLE_PASSPHRASE"));

        using var with = Start(
            "env", $"ENSEMBLE_PASSPHRASE={Passphrase}", "dotnet", "exec", SuiteProcess.Program, "--target=Status",
            $"--inventory={inventory}");
        output = await with.StandardOutput.ReadToEndAsync();
        await with.WaitForExitAsync();

        Assert.That(with.ExitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("0 serving"));
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["NO_COLOR"] = "1" },
        })!;

    private static async Task TypeAsync(Process terminal, string line)
    {
        await terminal.StandardInput.WriteAsync(line + "\n");
        await terminal.StandardInput.FlushAsync();
    }

    /// <summary>The prompt shows after the echo is off.</summary>
    private static async Task<string> ReadUntilAsync(Process terminal, string prompt)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (shown, one) = (new StringBuilder(), new char[1]);
        while (!(shown.ToString().Contains(prompt, StringComparison.Ordinal)
            && shown.ToString().EndsWith(": ", StringComparison.Ordinal)))
        {
            Assert.That(await terminal.StandardOutput.ReadAsync(one, deadline.Token), Is.EqualTo(1), shown.ToString());
            shown.Append(one);
        }

        return shown.ToString();
    }
}
