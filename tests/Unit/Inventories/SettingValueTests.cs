namespace Unit.Inventories;

/// <summary>Values as people and their templates write them, and what zoo.cfg then has.</summary>
internal sealed class SettingValueTests
{
    private static readonly string[] Releases = ["3.4.13", "3.5.10", "3.6.4", "3.7.2", "3.8.6", "3.9.5", "3.10.0"];

    [TestCase("maxCnxns: 020", "maxCnxns", "20")]
    [TestCase("maxCnxns: 0o20", "maxCnxns", "16")]
    [TestCase("maxCnxns: 0x14", "maxCnxns", "20")]
    [TestCase("tickTime: +500", "tickTime", "500")]
    [TestCase("tcpKeepAlive: True", "tcpKeepAlive", "true")]
    [TestCase("tcpKeepAlive: FALSE", "tcpKeepAlive", "false")]
    [TestCase("snapshotSizeFactor: -1", "snapshotSizeFactor", "-1")]
    [TestCase("connection_throttle_drop_increase: .5", "connection_throttle_drop_increase", ".5")]
    [TestCase("autopurge.purgeInterval: 12", "autopurge.purgeInterval", "12")]
    [TestCase("DigestAuthenticationProvider.digestAlg: SHA3-512", "DigestAuthenticationProvider.digestAlg", "SHA3-512")]
    [TestCase("quorum.auth.learner.saslLoginContext: ZkPeer", "quorum.auth.learner.saslLoginContext", "ZkPeer")]
    [TestCase("quorum: { auth: { server: { saslLoginContext: P } } }", "quorum.auth.server.saslLoginContext", "P")]
    [TestCase("kerberos.canonicalizeHostNames: true", "kerberos.canonicalizeHostNames", "true")]
    [TestCase("netty.server.earlyDropSecureConnectionHandshakes: true",
        "netty.server.earlyDropSecureConnectionHandshakes", "true")]
    [TestCase("IPAuthenticationProvider.usexforwardedfor: true", "IPAuthenticationProvider.usexforwardedfor", "true")]
    [TestCase("ssl.sslProvider: OPENSSL", "ssl.sslProvider", "OPENSSL")]
    [TestCase("com: { example: { sink: a } }", "com.example.sink", "a")]
    [TestCase("metricsProvider.pushGateway: http://gw:9091", "metricsProvider.pushGateway", "http://gw:9091")]
    public void Is_written_as_ZooKeeper_reads_it(string written, string key, string value)
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Good.Replace("tickTime: 2000", written, StringComparison.Ordinal));

        Assert.That(inventory.Settings.Values[key], Is.EqualTo(value));
    }

    /// <summary>First releases as the code of all lines has them; patches of older lines got some of the keys too.</summary>
    [TestCase("clientPortListenBacklog: 10", "3.6.0", "3.4.14 3.5.10")]
    [TestCase("txnLogSizeLimitInKb: 10", "3.6.0", "3.5.10")]
    [TestCase("maxResponseCacheSize: 10", "3.6.0", "3.5.10")]
    [TestCase("clientTcpKeepAlive: true", "3.7.0", "3.6.4")]
    [TestCase("throttled_op_wait_time: 10", "3.7.0", "3.6.4")]
    [TestCase("leader.closeSocketAsync: true", "3.7.1 3.8.0", "3.6.4 3.7.0")]
    [TestCase("learner.asyncSending: true", "3.6.3 3.7.1 3.8.0", "3.6.2 3.7.0")]
    [TestCase("jvm.pause.monitor: true", "3.5.10 3.6.0", "3.5.9")]
    [TestCase("metricsProvider.maxQueueSize: 10", "3.8.0", "3.7.2")]
    [TestCase("client.certReload: true", "3.7.2 3.8.5 3.9.0", "3.7.1 3.8.4")]
    [TestCase("fsync.warningthresholdms: 10", "3.4.9", "3.4.8")]
    [TestCase("enableEagerACLCheck: true", "3.6.0 3.7.0", "3.5.10")]
    [TestCase("admin.forceHttps: true", "3.6.3 3.7.1 3.8.0", "3.6.2 3.7.0")]
    [TestCase("kerberos.canonicalizeHostNames: true", "3.7.0", "3.6.4")]
    [TestCase("metricsProvider.httpsPort: 7443", "3.10.0", "3.9.5")]
    [TestCase("autopurge.purgeInterval: 30m", "3.10.0", "3.9.5")]
    public void A_release_before_the_first_one_is_told(string setting, string known, string unknown)
    {
        using var project = new Project();
        string[] Codes(string release) => [.. project.Read(Project.Good
            .Replace("version: 3.9.3", $"version: {release}", StringComparison.Ordinal)
            .Replace("tickTime: 2000", setting, StringComparison.Ordinal)
            .Replace("  - { id: 2, host: 127.0.0.1", "  - { id: 2, host: 10.0.0.2", StringComparison.Ordinal))
            .Faults.Select(fault => fault.Code.Title).Where(title => title == "Setting unknown to the release")];

        foreach (string release in known.Split(' '))
        {
            Assert.That(Codes(release), Is.Empty, release);
        }

        foreach (string release in unknown.Split(' '))
        {
            Assert.That(Codes(release), Is.Not.Empty, release);
        }
    }

    [TestCaseSource(nameof(Releases))]
    public void Every_line_of_releases_has_an_inventory_without_a_fault(string release)
    {
        using var project = new Project();

        Assert.That(project.Read(Project.Good.Replace("3.9.3 }", $"{release}, archive: zk.tgz }}", StringComparison.Ordinal)).Faults, Is.Empty);
    }
}
