using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Remote;
using Unit.Inventories;
using Unit.Rendering;

namespace Unit.Observing;

/// <summary>The one script that looks at a server, run on this machine.</summary>
[Platform(Exclude = "Win", Reason = "has no /bin/sh")]
internal sealed class HostFactsTests
{
    [Test]
    public async Task Files_are_read_with_all_their_lines_and_missing_ones_left_out()
    {
        using var project = new Project();
        var (fleet, server) = Fleet(project);
        string[] texts = ["a=b\n\n|c\nfile /etc/passwd\nmembers\npid 1\n", "no newline at its end", ""];
        var paths = texts.Select((text, index) => Write(Path.Combine(project.Root, $"it's $({index})"), text)).ToList();

        var facts = await HostFacts.TakeAsync(fleet, server, [.. paths, $"{project.Root}/none", project.Root], default);

        Assert.That(facts.Files, Is.EquivalentTo(new Dictionary<string, string>
        {
            [paths[0]] = texts[0], [paths[1]] = texts[1] + "\n",
        }));
        Assert.That(
            (facts.Pid, facts.Release, facts.KeptMembers),
            Is.EqualTo(((int?)null, ((string, string)?)null, (object?)null)));
    }

    /// <summary>
    /// The command line of the script's own shell names the main class and, among the files to read, zoo.cfg.
    /// </summary>
    [Test]
    public async Task A_script_that_looks_for_a_server_does_not_find_itself()
    {
        using var project = new Project();
        var (fleet, server) = Fleet(project);

        var facts = await HostFacts.TakeAsync(fleet, server, [$"{server.Paths.Config}/zoo.cfg"], default);

        Assert.That(facts.Pid, Is.Null);
    }

    [Test]
    public async Task The_look_itself_is_not_taken_for_the_server()
    {
        using var project = new Project();
        var (fleet, server) = Fleet(project);
        var files = ServerLook.Files(fleet.Inventory, server);

        Assert.That((await HostFacts.TakeAsync(fleet, server, files, default)).Pid, Is.Null);
        Assert.That((await HostFacts.TakeAsync(fleet, server, [server.ZooCfgPath()], default)).Pid, Is.Null);
    }

    [Test]
    public async Task The_release_in_use_is_told_by_its_checksum_and_folder()
    {
        using var project = new Project();
        var (fleet, server) = Fleet(project);
        var install = Directory.CreateDirectory(fleet.Inventory.InstallPath).FullName;
        Directory.CreateDirectory($"{install}/zookeeper 1");
        File.CreateSymbolicLink(fleet.Inventory.ReleasePath, "zookeeper 1");
        var foreign = await HostFacts.TakeAsync(fleet, server, [], default);
        Assert.That((foreign.Release, foreign.ForeignLink), Is.EqualTo(((ValueTuple<string, string>?)null, "zookeeper 1")));
        Write($"{install}/zookeeper 1/.archive-sha512", "abc\n");

        Assert.That(
            (await HostFacts.TakeAsync(fleet, server, [], default)).Release, Is.EqualTo(("abc", "zookeeper 1")));
    }

    [Test]
    public async Task What_stands_in_place_of_the_link_and_who_else_was_installed_there_is_told()
    {
        using var project = new Project();
        var (fleet, server) = Fleet(project);
        var install = Directory.CreateDirectory(fleet.Inventory.InstallPath).FullName;
        Directory.CreateDirectory(fleet.Inventory.ReleasePath);
        Write($"{fleet.Inventory.ReleasePath}/.archive-sha512", "abc\n");
        Write($"{install}/other.lock", "");

        var facts = await HostFacts.TakeAsync(fleet, server, [], default);

        Assert.That((facts.Release, facts.ForeignLink),
            Is.EqualTo(((ValueTuple<string, string>?)null, "no link")), "a folder of that name");
        Assert.That(facts.Neighbours, Is.EqualTo(new[] { "other" }));
    }

    [TestCase("zkServer")]
    [TestCase("systemd")]
    public void Every_file_that_is_rendered_is_looked_at_but_the_list_that_ZooKeeper_keeps(string service)
    {
        using var project = new Project();
        var inventory = project.ReadGood(Project.Remote + $"\nservice: {service}");
        var server = inventory.Servers[0];

        var rendered = Wanted.Renderer.Render(
            inventory, server, new MembershipForm.DynamicInitial([.. inventory.Servers.Select(each => each.Line())]));

        Assert.That(
            rendered.Where(file => file.Name != "zoo.cfg.dynamic").Select(file => file.HostPath),
            Is.SubsetOf(ServerLook.Files(inventory, server)));
    }

    private static (Fleet Fleet, Server Server) Fleet(Project project)
    {
        var inventory = project.ReadGood(Project.Good);
        return (new(inventory, _ => new LocalHost()), inventory.Servers[0]);
    }

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return path;
    }
}
