using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// An ensemble that somebody else has set up and started: looked at, planned, grown under writing clients. No write is
/// lost, nothing that it held before is missing anywhere, and a second run has nothing to do.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class AdoptTests
{
    private const int Znodes = 300;

    [TestCase("kafka", "3.9.3", new[] { 1 })]
    [TestCase("article", "3.4.13", new[] { 0, 1, 2 }, Category = "Long")]
    [TestCase("article", "3.9.3", new[] { 1 }, Category = "Long")]
    [TestCase("terminal", "3.9.3", new[] { 1 }, Category = "Long")]
    [TestCase("runit", "3.9.3", new[] { 1 }, Category = "Long")]
    public async Task What_others_have_set_up_is_adopted_and_planned(string kind, string version, int[] ids)
    {
        await using var layout = Layout(kind, version, ids);
        await layout.StartAsync();

        var adopted = await Adopted.FromAsync(layout);
        var plan = await adopted.RunAsync("Plan");

        Assert.That(adopted.Output, Does.Contain("No host was changed"));
        Assert.That(plan, Does.Contain("proved safe").Or.Contain("Nothing to do"));
    }

    [Category("Long")]
    [TestCase("article", "3.4.13", new[] { 0, 1, 2 }, 2)]
    [TestCase("article", "3.4.13", new[] { 1 }, 2)]
    [TestCase("article", "3.9.3", new[] { 1 }, 2)]
    [TestCase("article", "3.9.3", new[] { 1, 2, 3 }, 2)]
    [TestCase("kafka", "3.9.3", new[] { 1 }, 2)]
    [TestCase("kafka", "3.9.3", new[] { 1, 2, 3 }, 2)]
    [TestCase("terminal", "3.9.3", new[] { 1 }, 2)]
    [TestCase("terminal", "3.9.3", new[] { 1, 2, 3 }, 2)]
    [TestCase("odd", "3.9.3", new[] { 1, 2, 3 }, 1)]
    [TestCase("odd", "3.4.13", new[] { 1, 2, 3 }, 2)]
    [TestCase("runit", "3.9.3", new[] { 1 }, 2)]
    [TestCase("runit", "3.9.3", new[] { 1, 2, 3 }, 2)]
    public async Task What_others_have_set_up_is_adopted_and_grows(string kind, string version, int[] ids, int more)
    {
        await using var layout = Layout(kind, version, ids);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);

        var adopted = await Adopted.FromAsync(layout);
        await adopted.RunAsync("Plan");
        await adopted.AddAsync(more);
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);
        var output = await adopted.RunAsync("Expand");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        if (layout is OddLayout odd)
        {
            Assert.That(
                ids.SelectMany(id => OddLayout.HomeOf(odd.DataOf(id))).Where(file => File.ReadAllText(file.Path) != file.Text),
                Is.Empty, "what lies beside the data");
        }

        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));
    }

    /// <summary>What would start the server again is gone: seen before it is stopped, and it serves on.</summary>
    [TestCase("bin", "which starts it, is no program that can be run")]
    [TestCase("lib", "which its process was started from, is not there any more")]
    public async Task A_server_that_could_not_be_started_again_is_not_stopped(string folder, string told)
    {
        await using var layout = new ArticleLayout("3.9.3", 1);
        await layout.StartAsync();
        var adopted = await Adopted.FromAsync(layout);
        await adopted.AddAsync(2);
        var gone = Directory.GetDirectories(layout.Folder, folder, SearchOption.AllDirectories).Single();
        Directory.Move(gone, gone + ".gone");

        var refused = await adopted.RunAsync("Expand", expected: 4);

        Assert.That(string.Join(' ', refused.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), Does.Contain(told));
        Assert.That(await ForeignLayout.ModeAsync(layout[1].Client), Is.EqualTo("standalone"));
    }

    /// <summary>Root looks and works; whatever comes about in the account's folders is the account's.</summary>
    [TestCase(new[] { 1 })]
    [TestCase(new[] { 1, 2, 3 })]
    public async Task Servers_of_another_account_stay_the_accounts(int[] ids)
    {
        await using var layout = new AccountLayout("3.9.3", [.. ids]);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);
        var adopted = await Adopted.FromAsync(layout);
        await adopted.AddAsync(2);

        var output = await adopted.RunAsync("Expand");

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        Assert.That(layout.OfOthers(), Is.Empty);
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));
        var accounts = await ExpansionTests.Run(
            0, "--target=Adopt", "--local", $"--name={adopted.File}.again.yml", $"--client-port={layout[ids[0]].Client}");
        Assert.That(
            accounts.Split('\n').Count(line => line.Contains($"  {AccountLayout.Account}  ", StringComparison.Ordinal)),
            Is.EqualTo(ids.Length + 2), "every server runs as the account");
    }

    /// <summary>Nothing on its host can start it again: it is told from the beginning, and left alone.</summary>
    [Test]
    public async Task A_server_in_a_container_is_refused_by_whatever_would_restart_it()
    {
        await using var layout = new ContainerLayout("3.9.3", 1);
        await layout.StartAsync();
        var ports = layout[1];
        var file = Path.Combine(layout.Folder, "container.yml");
        await File.WriteAllTextAsync(file, $$"""
            ensemble: container
            release: { version: 3.9.3 }
            membership: static
            connection: { type: local }
            paths: { config: "{{layout.Folder}}/{id}/conf", data: "{{layout.Folder}}/{id}/data", log: "{{layout.Folder}}/{id}/log" }
            settings: { maxClientCnxns: 61 }
            servers:
              - { id: 1, host: 127.0.0.1, ports: { client: {{ports.Client}}, quorum: {{ports.Quorum}}, election: {{ports.Election}}, admin: {{ports.Admin}} } }
            """);

        var adopt = await ExpansionTests.Run(
            3, "--target=Adopt", "--local", $"--name={file}.new", $"--client-port={ports.Client}");
        var plan = await ExpansionTests.Run(3, "--target=Plan", $"--inventory={file}");
        var expand = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={file}");

        Assert.That(adopt, Does.Contain("runs in a container"));
        Assert.That(File.Exists($"{file}.new"), Is.False);
        Assert.That(plan, Does.Contain("change the container's configuration there"));
        Assert.That(expand, Does.Contain("Refused, nothing was changed"));
        Assert.That(await ForeignLayout.ModeAsync(ports.Client), Is.EqualTo("standalone"));
        Assert.That(
            await ExpansionTests.Run(0, "--target=Status", $"--inventory={file}"), Does.Contain("standalone"));
    }

    private static ForeignLayout Layout(string kind, string version, int[] ids) => kind switch
    {
        "article" => new ArticleLayout(version, [.. ids]),
        "kafka" => new KafkaLayout(version, [.. ids]),
        "terminal" => new TerminalLayout(version, [.. ids]),
        "runit" => new RunitLayout(version, [.. ids]),
        "odd" => new OddLayout(version, [.. ids]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
