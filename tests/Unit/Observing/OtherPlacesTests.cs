using System.Net;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Observing.Processes;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Observing;

/// <summary>What says that a server would not come back as it is, or is merely asked in the wrong place.</summary>
internal sealed class OtherPlacesTests
{
    private static readonly DataHolding Held = new() { Bytes = 4096, Newest = new(0x35) };

    [TestCase(0x35, true, null, null, TestName = "It serves what its folder holds")]
    [TestCase(0x100000000, false, null, null, TestName = "The first zxid of an epoch is in no log")]
    [TestCase(0x35, false, null, "holds neither a snapshot nor a log", TestName = "Its folder is empty")]
    [TestCase(0x35, true, "/srv/zk/old", "writes its transactions in /srv/zk/old", TestName = "Its log is open elsewhere")]
    [TestCase(0x35, true, "/srv/zk/data", null, TestName = "Its log is open where its file says")]
    [TestCase(-1, false, null, "it runs without any data", TestName = "It has no tree")]
    public void Data_that_a_restart_would_not_find_are_told(long zxid, bool isThere, string? open, string? told)
    {
        var facts = new HostFacts
        {
            Held = isThere ? Held : DataHolding.Nothing,
            Process = new() { Identity = new(7, 100), DataLogFolder = "/srv/zk/data", OpenLogFolder = open },
        };

        var found = $"{OtherData.Of(Server(), facts, Status(zxid))}";

        Assert.That(found, told is null ? Is.Empty : Does.Contain(told).And.Contain("again"));
    }

    [Test]
    public void A_log_that_was_deleted_beneath_its_server_must_not_end_with_it()
    {
        var facts = new HostFacts
        {
            Held = Held, Process = new() { Identity = new(7, 100), DeletedLog = "/srv/zk/data/version-2/log.1" },
        };

        Assert.That($"{OtherData.Of(Server(), facts, Status(0x35))}", Does.Contain("log.1, which was deleted").And.Contain("Do not stop it"));
    }

    [TestCase(60, 2182, true)]
    [TestCase(5, 2182, false, Description = "it is starting")]
    [TestCase(60, 2181, false)]
    public void A_server_that_does_not_listen_on_its_client_port_may_serve_on_another(int uptime, int port, bool isElsewhere)
    {
        var process = new RunningServer
        {
            Identity = new(7, 100), Uptime = TimeSpan.FromSeconds(uptime), Listening = [new(IPAddress.Any, port)],
        };

        Assert.That(OtherAddress.Of(Server(), process, null) is not null, Is.EqualTo(isElsewhere));
    }

    [Test]
    public void A_server_that_does_not_answer_says_nothing_of_its_data() =>
        Assert.That(OtherData.Of(Server(), new HostFacts(), null), Is.Null);

    [TestCase("localhost", null, "127.0.0.5", true)]
    [TestCase("localhost", null, "127.0.0.1", false)]
    [TestCase("localhost", null, "::1", false)]
    [TestCase("localhost", null, "0.0.0.0", false)]
    [TestCase("localhost", null, "::", false)]
    [TestCase("localhost", "127.0.0.5", "127.0.0.5", false)]
    [TestCase("localhost", "0.0.0.0", "127.0.0.5", true)]
    [TestCase("10.0.0.1", null, "10.0.0.2", true)]
    [TestCase("10.0.0.1", null, "10.0.0.1", false)]
    [TestCase("zk1", null, "10.0.0.2", false, Description = "what a name means is its host's to say")]
    public void A_server_that_listens_elsewhere_does_not_hang(string host, string? own, string listens, bool isElsewhere)
    {
        var server = Server() with { Host = host, ClientAddress = own };
        var process = new RunningServer { Identity = new(7, 100), Listening = [new(IPAddress.Parse(listens), 2181)] };

        Assert.That(OtherAddress.Of(server, process, null) is not null, Is.EqualTo(isElsewhere));
        Assert.That(OtherAddress.Of(server, process, Status(1)), Is.Null, "it answers");
    }

    private static ServerStatus Status(long zxid) => new() { Mode = ServerMode.Standalone, Zxid = new(zxid) };

    private static Server Server() => Given.Server(1);
}
