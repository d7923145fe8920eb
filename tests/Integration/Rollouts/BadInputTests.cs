using Lab;

namespace Integration.Rollouts;

/// <summary>Wrong inventories and arguments, as a user meets them: a message, exit code 2, nothing touched.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BadInputTests
{
    private const string Good = """
        ensemble: bad-input
        release: { version: 3.9.3 }
        membership: static
        connection: { type: local }
        paths: { install: "FOLDER/i", config: "FOLDER/{id}/c", data: "FOLDER/{id}/d", log: "FOLDER/{id}/l" }
        servers:
          - { id: 1, host: 127.0.0.1, ports: { client: 31181, quorum: 31881, election: 31981, admin: 31081 } }
          - { id: 2, host: 127.0.0.1, ports: { client: 31182, quorum: 31882, election: 31982, admin: 31082 } }
          - { id: 3, host: 127.0.0.1, ports: { client: 31183, quorum: 31883, election: 31983, admin: 31083 } }
        """;

    [TestCase("membership: static", "memberhsip: static", ":3:", "memberhsip")]
    [TestCase("id: 2", "id: 1", ":8:", "id")]
    [TestCase("id: 3", "id: 300", ":9:", "300")]
    [TestCase("id: 3", "id: three", ":9:", "three")]
    [TestCase("client: 31182", "client: 31181", ":8:", "31181")]
    [TestCase("client: 31182", "client: 70000", ":8:", "70000")]
    [TestCase("quorum: 31881", "quorum: 31981", ":7:", "31981")]
    [TestCase("version: 3.9.3", "version: 2.0.0", ":2:", "2.0.0")]
    [TestCase("version: 3.9.3", "version: newest", ":2:", "newest")]
    [TestCase("3.9.3 }\nmembership: static", "3.4.13 }\nmembership: dynamic", ":3:", "dynamic")]
    [TestCase("membership: static", "membership: dynamic", "superuser", "dynamic")]
    [TestCase("membership: static", "membership: both", ":3:", "both")]
    [TestCase("type: local", "type: telnet", ":4:", "telnet")]
    [TestCase("ensemble: bad-input", "ensemble: \"$(reboot);`x`\"", ":1:", "ensemble")]
    [TestCase("host: 127.0.0.1, ports: { client: 31183", "host: \"a;reboot\", ports: { client: 31183", ":9:", "host")]
    [TestCase("FOLDER/{id}/c", "FOLDER/{id}/c\\n$(reboot)", ":5:", "config")]
    [TestCase("FOLDER/{id}/d", "${NOT_SET_ANYWHERE}/{id}/d", ":5:", "NOT_SET_ANYWHERE")]
    [TestCase("FOLDER/{id}/d", "FOLDER/d", ":", "data")]
    [TestCase("connection: { type: local }", "connection: { type: local", ":", "bad-input")]
    [TestCase("connection: { type: local }", "connection: [ local ]", ":4:", "connection")]
    [TestCase("membership: static", "membership: static\nsettings: { tickTme: 500 }", ":4:", "tickTime")]
    [TestCase("membership: static", "membership: static\nsettings: { clientPort: 5 }", ":4:", "clientPort")]
    [TestCase("membership: static", "membership: static\nmembership: static", ":4:", "membership")]
    public async Task A_wrong_inventory_is_refused_with_the_place(string good, string bad, string place, string named)
    {
        var folder = TestFolder.Create();
        var file = Path.Combine(folder, "bad-input.yml");
        var text = Good.Replace(good, bad);
        Assert.That(text, Is.Not.EqualTo(Good), "the case changes nothing");
        await File.WriteAllTextAsync(file, text.Replace("FOLDER", folder));

        var output = await ExpansionTests.Run(2, "--target=Expand", $"--inventory={file}");

        Assert.That(output, Does.Contain("bad-input.yml").And.Contain(place).And.Contain(named));
        Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.EqualTo([file]), "nothing else is there");
    }

    [Test]
    public async Task Every_fault_is_told_at_once()
    {
        var folder = TestFolder.Create();
        var file = Path.Combine(folder, "bad-input.yml");
        await File.WriteAllTextAsync(
            file, Good.Replace("id: 3", "id: 300").Replace("31182", "31181").Replace("type: local", "type: x"));

        var output = await ExpansionTests.Run(2, "--target=Expand", $"--inventory={file}");

        Assert.That(output, Does.Contain(":4:").And.Contain(":8:").And.Contain(":9:"));
    }

    [Test]
    public async Task No_servers_and_a_missing_file_are_refused()
    {
        var file = Path.Combine(TestFolder.Create(), "bad-input.yml");
        Assert.That(await ExpansionTests.Run(2, "--target=Plan", $"--inventory={file}"), Does.Contain("bad-input"));
        await File.WriteAllTextAsync(file, Good[..Good.IndexOf("servers:", StringComparison.Ordinal)]);
        Assert.That(await ExpansionTests.Run(2, "--target=Plan", $"--inventory={file}"), Does.Contain("servers"));
    }

    [Test]
    public async Task An_unknown_inventory_names_the_ones_there_are() =>
        Assert.That(await ExpansionTests.Run(2, "--target=Plan", "--inventory=locla"), Does.Contain("local-five"));

    [TestCase("--strategy=fast", "auto, reconfig, rolling, cold or jump")]
    [TestCase("--purge=perhaps", "--purge")]
    [TestCase("--target=Expnd", "Expand")]
    [TestCase("--invntory=production", "--inventory")]
    [TestCase("--verbosity=loud", "--verbosity=loud")]
    [TestCase("--working=/nowhere", "--working=/nowhere")]
    [TestCase("--dryrun=no", "--dryrun=no")]
    [TestCase("--inventory=", "--inventory")]
    [TestCase("--inventory", "--inventory")]
    [TestCase("Expand", "--target=Expand")]
    public async Task A_wrong_argument_is_refused(string argument, string told) =>
        Assert.That(await ExpansionTests.Run(2, "--target=Plan", argument), Does.Contain(told));

    /// <summary>Where the servers are, nothing answers: no host is asked.</summary>
    [TestCase("--target=Restart", "--only=2,7,9", "names 7, 9")]
    [TestCase("--target=Plan", "--for=Restart --only=4", "its ids are 1, 2, 3")]
    [TestCase("--target=Plan", "--out=FOLDER/empty.json", "is there already, and is no plan that")]
    [TestCase("--target=Rollback", "--only=2", "--only has no use with --target=Rollback")]
    [TestCase("--target=Expand", "--plan=/etc/passwd", "is no plan that --target=Plan --out=FILE has written")]
    [TestCase("--target=Expand", "--plan=FOLDER/other.json", "is a plan of the ensemble elsewhere")]
    [TestCase("--target=Expand", "--plan=FOLDER/empty.json", "is no plan that")]
    [TestCase("--target=Expand", "--plan=FOLDER/none.json", "write the path of a file")]
    public async Task Arguments_that_do_not_fit_the_inventory_end_before_a_host_is_asked(string target, string arguments, string told)
    {
        var folder = TestFolder.Create();
        var file = Path.Combine(folder, "bad-input.yml");
        await File.WriteAllTextAsync(Path.Combine(folder, "empty.json"), "");
        await File.WriteAllTextAsync(Path.Combine(folder, "other.json"), """{"ensemble":"elsewhere","stepsDigest":"x","restsOn":{}}""");
        await File.WriteAllTextAsync(file, Good.Replace("FOLDER", folder).Replace("127.0.0.1", "192.0.2.1")
            .Replace("type: local", "type: ssh, user: nobody").Replace("3.9.3 }", "3.9.3, archive: zk.tgz }"));

        var output = await ExpansionTests.Run(
            2, [target, .. arguments.Replace("FOLDER", folder).Split(' '), $"--inventory={file}"]);

        Assert.That(output, Does.Contain(told).And.Not.Contain("192.0.2.1:22").And.Not.Contain("rendered"));
    }

    /// <summary>The servers of an embedded ensemble are not started for an approved plan that is none.</summary>
    [Test]
    public async Task A_plan_that_is_none_starts_no_server()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, 1, 3);
        var plan = Path.Combine(inventory.Folder, "plan.json");
        await File.WriteAllTextAsync(plan, "[]");

        var output = await ExpansionTests.Run(2, "--target=Expand", $"--plan={plan}", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("is no plan that"));
        Assert.That(Directory.Exists(inventory.DataFolder(1)), Is.False);
    }

    [TestCase("none.tar.gz", "", 2, "does not exist")]
    [TestCase("", "", 2, "is a folder")]
    [TestCase("broken.tar.gz", "", 2, "is not a readable .tar.gz")]
    [TestCase("empty.tar.gz", "", 2, "is empty, or no plain file")]
    [TestCase("broken.tar.gz", "SUM", 2, "release.sha512")]
    [TestCase("http://127.0.0.1:1/x.tar.gz", "SUM", 4, "The download of http://127.0.0.1:1/x.tar.gz failed")]
    public async Task An_archive_that_is_none_ends_before_a_server_is_touched(
        string archive, string sum, int exitCode, string told)
    {
        var folder = TestFolder.Create();
        var file = Path.Combine(folder, "bad-input.yml");
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.tar.gz"), "this is no archive");
        await File.WriteAllTextAsync(Path.Combine(folder, "empty.tar.gz"), "");
        var path = archive.StartsWith("http", StringComparison.Ordinal) ? archive : Path.Combine(folder, archive);
        await File.WriteAllTextAsync(file, Good.Replace("FOLDER", folder).Replace(
            "version: 3.9.3",
            $"version: 3.9.3, archive: \"{path}\"" + (sum.Length > 0 ? $", sha512: {new string('a', 128)}" : "")));

        Assert.That(
            await ExpansionTests.Run(exitCode, "--target=Deploy", $"--inventory={file}"), Does.Contain(told));
        foreach (var id in new[] { 1, 2, 3 })
        {
            Assert.That(Directory.Exists(Path.Combine(folder, $"{id}", "d")), Is.False);
        }
    }

    /// <summary>A release packed by somebody else: its version and the name of its folder are seen here, before a host is.</summary>
    [TestCase("3.9.4", "apache-zookeeper-3.9.4-bin", "holds ZooKeeper 3.9.3, and release.version is 3.9.4")]
    [TestCase("3.9.3", "current", "has the folder 'current' at its top, a name that cannot be used")]
    [TestCase("3.9.3", "-rf", "has the folder '-rf' at its top, a name that cannot be used")]
    public async Task An_archive_of_another_version_or_with_an_unusable_name_touches_no_host(string version, string top, string told)
    {
        var folder = TestFolder.Create();
        foreach (var name in new[] { "bin/zkServer.sh", "lib/zookeeper-3.9.3.jar" })
        {
            var path = Path.Combine(folder, "made", top, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "");
        }

        var (archive, file) = (Path.Combine(folder, "zookeeper.tar.gz"), Path.Combine(folder, "bad-input.yml"));
        await Ci.Program.OutputAsync("tar", "-czf", archive, "-C", Path.Combine(folder, "made"), "--", top);
        await File.WriteAllTextAsync(file, Good.Replace("FOLDER", folder).Replace(
            "version: 3.9.3", $"version: {version}, archive: \"{archive}\""));

        Assert.That(await ExpansionTests.Run(2, "--target=Deploy", $"--inventory={file}"), Does.Contain(told));
        Assert.That(
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName),
            Is.EquivalentTo(["made", "zookeeper.tar.gz", "bad-input.yml"]), "no host's folder is there");
    }

    /// <summary>What a key of a file says is told as text; a terminal obeys none of it.</summary>
    [Test]
    public async Task Control_characters_of_an_inventory_are_told_and_not_obeyed()
    {
        var file = Path.Combine(TestFolder.Create(), "bad-input.yml");
        await File.WriteAllTextAsync(file, Good + "\n\"red\\e[31m\\a\": 1\n\"back\u202eward\": 1\n\"out\u009b2J\": 1");

        var output = await ExpansionTests.Run(2, "--target=Plan", $"--inventory={file}");

        Assert.That(output, Does.Contain(@"red\u001b[31m\u0007").And.Contain("ward: is not a key"));
        Assert.That(output.Where(letter => letter is '\u202e' || (char.IsControl(letter) && letter != '\n')), Is.Empty);
    }

    [Test]
    public async Task A_password_file_that_never_ends_is_named()
    {
        var folder = TestFolder.Create();
        var file = Path.Combine(folder, "bad-input.yml");
        await File.WriteAllTextAsync(file, Good.Replace("FOLDER", folder).Replace(
            "membership: static", "membership: dynamic\nsuperuser: { passwordFile: /dev/zero }"));

        Assert.That(await ExpansionTests.Run(2, "--target=Plan", $"--inventory={file}"), Does.Contain("/dev/zero"));
    }

    [Test]
    public async Task Even_numbers_and_folders_that_a_reboot_empties_are_warned_of()
    {
        var file = Path.Combine(TestFolder.Create(), "bad-input.yml");
        var lines = Good.Replace("FOLDER/{id}/d", "/tmp/bad-input/{id}").Replace("FOLDER", Path.GetDirectoryName(file))
            .Split('\n');
        await File.WriteAllLinesAsync(file, lines[..^1]);

        var output = await ExpansionTests.Run(0, "--target=Render", $"--inventory={file}");

        Assert.That(
            output, Does.Contain("Warning ZK1308: ").And.Contain("use an odd number").And.Contain("use a folder that lasts"));
    }
}
