namespace Unit.Inventories;

/// <summary>Folders that lie in each other, or where others work: what endangers data is an error, what surprises later a warning.</summary>
internal sealed class FolderTests
{
    private const string Usual =
        "install: /opt/zookeeper, config: /etc/zookeeper, data: /var/lib/zookeeper, log: /var/log/zookeeper";

    [TestCase("data: /opt/zookeeper/current/data", "error ZK1509 data")]
    [TestCase("log: /opt/zookeeper/current-realtime/logs", "error ZK1509 log")]
    [TestCase("log: /var/lib/zookeeper/version-2", "error ZK1508 log")]
    [TestCase("log: /var/lib/zookeeper/version-2/log", "error ZK1508 log")]
    [TestCase("config: /var/lib/zookeeper/backups", "error ZK1508 config")]
    [TestCase("data: /etc/zookeeper/started/data", "error ZK1508 data")]
    [TestCase("dataLog: /srv/zk, log: /srv/zk/version-2", "error ZK1508 log")]
    [TestCase("log: /var/log", "error ZK1503 log")]
    [TestCase("log: /var/log/", "error ZK1503 log")]
    [TestCase("log: /var/spool", "error ZK1506 log")]
    [TestCase("config: /etc/systemd/system", "error ZK1506 config")]
    [TestCase("log: /home/deploy", "error ZK1506 log")]
    [TestCase("data: /home/deploy", "warning ZK1505 data")]
    [TestCase("data: /proc/zookeeper", "error ZK1507 data")]
    [TestCase("data: /opt/zookeeper/apache-zookeeper-3.9.4-bin/data", "warning ZK1510 data")]
    [TestCase("data: /opt", "error ZK1503 data")]
    [TestCase("install: /var/lib/zookeeper/releases", "warning ZK1511 data")]
    [TestCase("data: /srv/zk, config: /srv/zk, log: /srv/zk", "warning ZK1512 data", "warning ZK1512 log", "warning ZK1512 log")]
    [TestCase("dataLog: /srv/zk, log: /srv/zk", "warning ZK1512 log")]
    [TestCase("config: /srv/zk, data: /srv/zk/data, log: /srv/zk/log")]
    [TestCase("data: /opt/zookeeper/data, log: /opt/zookeeper/log")]
    public void Folders_of_a_server_are_judged(string paths, params string[] expected)
    {
        using var project = new Project();
        var others = Usual.Split(", ").Where(path => !paths.Contains(path[..path.IndexOf(' ')], StringComparison.Ordinal));

        var reading = project.Read(Project.Remote.Replace(
            "servers:", $"paths: {{ {string.Join(", ", others.Append(paths))} }}\nservers:", StringComparison.Ordinal));

        // Each server is told of: they have the same folders, on hosts of their own.
        Assert.That(
            reading.Faults.Where(fault => !fault.Subject.Key.StartsWith("servers[1]", StringComparison.Ordinal)
                    && !fault.Subject.Key.StartsWith("servers[2]", StringComparison.Ordinal))
                .Select(fault => $"{fault.Severity.ToString().ToLowerInvariant()} {fault.Code} {fault.Subject.Key.Split('.')[^1]}"),
            Is.EqualTo(expected));
        Assert.That(reading.Inventory is null, Is.EqualTo(expected.Any(one => one.StartsWith("error", StringComparison.Ordinal))));
    }
}
