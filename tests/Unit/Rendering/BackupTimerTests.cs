namespace Unit.Rendering;

/// <summary>What makes a backup every day.</summary>
internal sealed class BackupTimerTests
{
    [Test]
    public void Without_the_section_there_is_none() =>
        Assert.That(Wanted.Renderer.RenderBackups(Wanted.Inventory("3.9.6"), "/srv/suite", "ops"), Is.Empty);

    [Test]
    public void Service_timer_and_crontab_name_project_inventory_and_hour()
    {
        var inventory = Wanted.Inventory("3.9.6", more: "backups: { folder: /b, host: zk9, keep: 3, days: 9, hour: 4 }")
            with { File = "/srv/my suite/inventories/realtime.yml" };

        var files = Wanted.Renderer.RenderBackups(inventory, "/srv/my suite", "ops").ToDictionary(file => file.Name, file => file.Content);

        Assert.That(files.Keys, Is.EquivalentTo(["zookeeper-backup-realtime.service", "zookeeper-backup-realtime.timer", "crontab"]));
        Assert.That(files["zookeeper-backup-realtime.service"], Does.Contain(
            "ExecStart=\"/srv/my suite/build.sh\" --target=Backup --drill \"--inventory=/srv/my suite/inventories/realtime.yml\"").And.Contain("User=ops"));
        Assert.That(files["zookeeper-backup-realtime.timer"], Does.Contain("OnCalendar=*-*-* 04:00:00"));
        Assert.That(files["crontab"], Does.Contain("0 04 * * * cd '/srv/my suite' && ./build.sh"));
        Assert.That((inventory.Backups!.Host, inventory.Backups.Keep, inventory.Backups.Days), Is.EqualTo(("zk9", (int?)3, (int?)9)));
    }

    [TestCase("backups: { host: zk9 }", "ssh, user: a", "ZK1704")]
    [TestCase("backups: { host: zk9, folder: /b }", "local", "ZK1704")]
    [TestCase("backups: { host: zk9, folder: b }", "ssh, user: a", "ZK1501")]
    [TestCase("backups: { host: 10.0.0.1, folder: /d/data/version-2 }", "ssh, user: a", "ZK1705")]
    [TestCase("backups: { host: 10.0.0.1, folder: /d/b/../data }", "ssh, user: a", "ZK1705")]
    [TestCase("backups: { host: 10.0.0.1, folder: /d/log/b }", "ssh, user: a", "ZK1705")]
    [TestCase("backups: { folder: /d/conf/b }", "local", "ZK1705")]
    [TestCase("backups: { folder: /d/tlog }", "local", "ZK1705")]
    [TestCase("backups: { host: 10.0.0.2, folder: /d/data/b }", "ssh, user: a", null)]
    [TestCase("backups: { folder: /d/data/b }", "ssh, user: a", null)]
    [TestCase("backups: { folder: /d/database }", "local", null)]
    public void What_cannot_be_is_told_of_the_file(string section, string connection, string? code)
    {
        using var project = new Inventories.Project();

        var faults = project.Read($$"""
            ensemble: realtime
            release: { version: 3.9.6, archive: dist/zk.tar.gz }
            membership: static
            connection: { type: {{connection}} }
            paths: { data: /d/data, dataLog: /d/tlog, config: /d/conf, log: /d/log }
            {{section}}
            servers: [{ id: 1, host: {{(connection == "local" ? "127.0.0.1" : "10.0.0.1")}} }]
            """).Faults;

        Assert.That(faults.Where(fault => fault.Severity == Ensembles.Findings.FaultSeverity.Error).Select(fault => $"{fault.Code}"), Is.EqualTo(code is null ? [] : new[] { code }));
    }
}
