using Ensembles.Findings;

namespace Unit.Findings;

/// <summary>How a finding reads, by what it is about.</summary>
public sealed class FindingTests
{
    [Test]
    public void In_a_file_it_reads_as_compilers_write() => Assert.That(
        $"{new Finding(InventoryCodes.OutOfRange, FaultSeverity.Error, Subject.InFile("inventories/x.yml", 14, 5, "servers[2].id"), "300 is out of range", "use 1 to 254")}",
        Is.EqualTo("inventories/x.yml:14:5: error ZK1108: servers[2].id: 300 is out of range; use 1 to 254"));

    [Test]
    public void Of_a_whole_file_it_has_no_line() => Assert.That(
        $"{new Finding(InventoryCodes.FileMissing, FaultSeverity.Warning, Subject.InFile("x.yml", 0, 0, ""), "is gone", "see")}",
        Is.EqualTo("x.yml: warning ZK1001: is gone; see"));

    [TestCase("zk1", null, "ZK2404: zk1: taken; free it", "zk1")]
    [TestCase("zk1", 2, "ZK2404: zk1: server 2: taken; free it", "zk1, server 2")]
    [TestCase(null, 2, "ZK2404: server 2: taken; free it", "server 2")]
    [TestCase(null, null, "ZK2404: taken; free it", "ensemble")]
    public void Of_a_host_or_a_server_it_names_them(string? host, int? server, string text, string subject)
    {
        var finding = new Finding(
            HostCodes.PortTaken, FaultSeverity.Error,
            host is null ? Subject.OfServer(server) : Subject.OnHost(host, server), "taken", "free it");

        Assert.That($"{finding}", Is.EqualTo(text));
        Assert.That($"{finding.Subject}", Is.EqualTo(subject));
    }

    [TestCase("It lives.", "Stop it.", "It lives. Stop it.")]
    [TestCase("It lives:", "stop it.", "It lives: stop it.")]
    [TestCase("it lives", "stop it", "it lives; stop it")]
    [TestCase("It lives.", "", "It lives.")]
    public void Message_and_remedy_make_a_text(string message, string remedy, string text) => Assert.That(
        Finding.Refusal(RefusalCodes.ForeignServer, 1, message, remedy).Sentence, Is.EqualTo($"ZK4001: {text}"));
}
