using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Ensembles.Inventories;
using Lab;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Testing;
using Suite;
using Suite.Aliases;
using Suite.Reports;
using Suite.Runs;
using Suite.Tasks;

namespace Integration.Aliases;

/// <summary>Targets of one's own on the hosts of the inventory.</summary>
[NonParallelizable] // The host is this process: its console is one.
public sealed class SshAliasTests
{
    private readonly TestConsole console = new TestConsole().Width(300);
    private RealSshd sshd = null!;
    private string folder = null!;
    private string inventory = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        sshd = await RealSshd.StartAsync();
        folder = TestFolder.Create("inventory");
        inventory = Path.Combine(folder, "inventory.yml");
        Directory.CreateDirectory(Path.Combine(folder, "1", "log"));
        Directory.CreateDirectory(Path.Combine(folder, "2", "log"));
        await File.WriteAllTextAsync(inventory, $$"""
            ensemble: lab
            release: { version: 3.9.3, archive: none.tar.gz }
            membership: static
            connection:
              { type: ssh, user: {{Environment.UserName}}, port: {{sshd.Port}}, key: "{{sshd.UserKey("ed25519")}}",
                knownHosts: "{{sshd.KnownHosts}}" }
            paths:
              config: "{{folder}}/{id}/conf"
              data: "{{folder}}/{id}/data"
              log: "{{folder}}/{id}/log"
            servers:
              - { id: 1, host: 127.0.0.1, ports: { client: 31181, quorum: 31881, election: 31981, admin: 31081 } }
              - { id: 2, host: 127.0.0.1, ports: { client: 31182, quorum: 31882, election: 31982, admin: 31082 } }
            """);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        console.Dispose();
        if (sshd is not null)
        {
            await sshd.DisposeAsync();
        }
    }

    [Test]
    public void The_readmes_example_is_the_task_that_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(ProjectFolders.Root, "README.md"));
        var source = File.ReadAllText(
            Path.Combine(ProjectFolders.Root, "tests", "Integration", "Aliases", "DisksTask.cs"));

        Assert.That(readme, Does.Contain($"```csharp\n{source}```"));
    }

    [Test]
    public async Task The_readmes_example_runs_on_every_server_over_one_connection()
    {
        var before = Logins();

        Run("--target=Disks", $"--inventory={inventory}", "--verbosity=diagnostic");

        Assert.That(console.Output, Does.Match(@"server 2 .*: \d+% of the disk is used"));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(folder, "2", "log", "disk.txt")), Does.Match(@"^\d+%\n\z"));
        Assert.That(Logins() - before, Is.EqualTo(1), "both servers are on the same machine");
        Assert.That(console.Output, Does.Match(@"  Disks +\d+\.\d\d s"));
        Assert.That(
            console.Output, Does.Contain($"{sshd.Target.Name,-24} round trips 4, connections 1"),
            "two scripts, two files, one connection");
    }

    [Test]
    public void Files_go_both_ways_and_ports_are_reached()
    {
        Run("--target=EveryAlias", $"--inventory={inventory}");

        Assert.That(console.Output, Does.Contain("content of a file; none; sent; SSH-2.0-; exit code 3: gone wrong"));
        Assert.That(console.Output, Does.Contain("has no server 9: use one of 1, 2"));
    }

    private void Run(params string[] arguments) => Assert.That(
        new CakeHost()
            .AddAssembly(Assembly.GetExecutingAssembly())
            .UseContext<SuiteContext>()
            .UseLifetime<Lifetime>()
            .ConfigureServices(services => services.AddSuite(new RunResult(TextWriter.Null, isJson: false))
                .AddSingleton(new ConsoleReporter(console, TimeProvider.System)))
            .Run(arguments),
        Is.Zero);

    private int Logins() =>
        File.ReadLines(sshd.Log).Count(line => line.Contains("Accepted publickey", StringComparison.Ordinal));
}

/// <summary>Uses all that a host offers; the second one is reached by its name.</summary>
[TaskName("EveryAlias")]
public sealed class EveryAliasTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        var host = ((ICakeContext)context).Ssh("127.0.0.1");
        var folder = context.Run.Inventory.Servers[0].Paths.Log;
        await host.WriteAsync($"{folder}/a file", "content of a file");
        await File.WriteAllTextAsync($"{folder}/local", "sent", cancellation);
        await host.SendAsync($"{folder}/local", $"{folder}/there/remote");
        await using var tunnel = await host.TunnelAsync(context.Run.Inventory.Connection.Port);
        var greeting = new byte["SSH-2.0-".Length];
        await tunnel.ReadExactlyAsync(greeting, cancellation);
        var failure = await Assert.ThrowsAsync<global::Remote.ScriptFailedException>(
            () => host.RunAsync("echo \"$1\" >&2; exit 3", "gone wrong"));
        context.Run.Console.Say(string.Join("; ",
            await host.ReadAsync($"{folder}/a file"),
            await host.ReadAsync($"{folder}/none") ?? "none",
            await host.RunAsync("cat \"$1\"", $"{folder}/there/remote"),
            System.Text.Encoding.ASCII.GetString(greeting),
            failure!.Message[failure.Message.IndexOf("exit code", StringComparison.Ordinal)..]));
        context.Run.Console.Say(Assert.Throws<InventoryException>(() => context.Ssh(9))!.Message);
    }
}
