using Suite.Reports;

namespace Unit.Adopting;

/// <summary>The table of what was found.</summary>
public sealed class AdoptViewTests
{
    [Test]
    public void The_folder_that_a_server_logs_to_is_shown() => Assert.That(
        AdoptView.Lines(Finds.Adopt(
            Finds.Member(1), Finds.Member(2), Finds.Member(3).With(process => process with { LogFolder = null }))),
        Is.EqualTo(
        [
            "Found 3 servers of one ensemble:",
            "  server      process  configuration file    data                log                 release  account    kept alive by",
            "  1 zk1:2181  4711     /opt/zk/conf/zoo.cfg  /var/lib/zookeeper  /var/log/zookeeper  3.9.3    zookeeper  the systemd unit zk.service",
            "  2 zk2:2181  4711     /opt/zk/conf/zoo.cfg  /var/lib/zookeeper  /var/log/zookeeper  3.9.3    zookeeper  the systemd unit zk.service",
            "  3 zk3:2181  4711     /opt/zk/conf/zoo.cfg  /var/lib/zookeeper  ?                   3.9.3    zookeeper  the systemd unit zk.service",
        ]));

    [Test]
    public void Transaction_logs_have_a_column_where_they_lie_elsewhere()
    {
        var apart = Finds.Alone("clientPort=2181").With(process => process with { DataLogFolder = "/disk2/log" });

        Assert.That(AdoptView.Lines(Finds.Adopt(apart)).ElementAt(1), Does.Match("data +transaction log +log +release"));
        Assert.That(AdoptView.Lines(Finds.Adopt(apart)).Last(), Does.Match("/var/lib/zookeeper +/disk2/log +/var/log/zookeeper +3.9.3"));
    }
}
