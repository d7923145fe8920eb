using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Lab;
using Unit.ZooKeeper.Session;
using ZooKeeper;
using ZooKeeper.Security;
using ZooKeeper.Status;
using Words = ZooKeeper.Status.FourLetterWord;

namespace Unit.ZooKeeper.Security;

/// <summary>What of a server's certificate is taken, and what is said of the others.</summary>
[SuppressMessage("Security", "CA5398", Justification = "Each protocol is tested.")]
[SuppressMessage("Security", "CA5397", Justification = "Each protocol is tested.")]
public sealed class TlsConnectorTests
{
    private static readonly string[] Here = ["localhost", "127.0.0.1"];
    private readonly CertificateAuthority authority = new();

    [OneTimeTearDown]
    public void Forget() => authority.Dispose();

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task A_server_with_a_certificate_of_the_trusted_authority_is_spoken_to(SslProtocols protocol)
    {
        await using var server = new TlsServer(authority.Issue("zk1", Here), protocol);
        Assert.That(await AskAsync(server, Trusting()), Is.EqualTo("imok"));
        Assert.That(await AskAsync(server, Trusting(), host: "localhost"), Is.EqualTo("imok"));
    }

    [Test]
    public async Task A_name_is_that_of_the_options_or_is_not_checked()
    {
        await using var server = new TlsServer(authority.Issue("zk1", ["zk1.example"]));
        var fault = await FaultAsync(server, Trusting());
        Assert.That(fault.Fault, Is.EqualTo(TlsFault.Name));
        Assert.That(fault.Message, Does.Contain("is not for '127.0.0.1'").And.Contain("for zk1.example"));
        Assert.That(await AskAsync(server, Trusting() with { TargetName = "zk1.example" }), Is.EqualTo("imok"));
        Assert.That(await AskAsync(server, Trusting() with { CheckName = false }), Is.EqualTo("imok"));
    }

    [Test]
    public async Task A_common_name_counts_where_there_are_no_other_names()
    {
        await using var server = new TlsServer(authority.Issue("localhost", []));
        Assert.That(await AskAsync(server, Trusting(), host: "localhost"), Is.EqualTo("imok"));
        Assert.That((await FaultAsync(server, Trusting())).Message, Does.Contain("localhost (no subject alternative names)"));
    }

    [Test]
    public async Task An_intermediate_authority_is_sent_by_the_server_or_trusted_itself()
    {
        using var between = new CertificateAuthority("Between", authority);
        var certificate = between.Issue("zk1", Here);
        await using var complete = new TlsServer(certificate, chain: X509CertificateLoader.LoadCertificate(between.Certificate.RawData));
        await using var incomplete = new TlsServer(certificate);
        Assert.That(await AskAsync(complete, Trusting()), Is.EqualTo("imok"));
        Assert.That((await FaultAsync(incomplete, Trusting())).Message,
            Does.Contain("leads to no trusted authority").And.Contain("let the server send the certificates between"));
        Assert.That(await AskAsync(incomplete, new TlsOptions { Authorities = [between.Certificate] }), Is.EqualTo("imok"));
        Assert.That(await AskAsync(incomplete, new TlsOptions { Authorities = [certificate] }), Is.EqualTo("imok"));
    }

    [Test]
    public async Task Another_authority_is_told_with_the_one_that_is_trusted()
    {
        using var other = new CertificateAuthority("Other authority");
        await using var server = new TlsServer(other.Issue("zk1", Here));
        var fault = await FaultAsync(server, Trusting());
        Assert.That(fault.Fault, Is.EqualTo(TlsFault.Chain));
        Assert.That(fault.Message,
            Does.Contain("issued by 'CN=Other authority'").And.Contain("trusted are 'CN=Test authority'"));
        Assert.That((await FaultAsync(server, new TlsOptions())).Message, Does.Contain("trusted are this machine's store"));
    }

    [Test]
    public async Task Certificates_that_are_too_old_or_too_new_are_told_with_their_dates()
    {
        await using var expired = new TlsServer(authority.Issue("zk1", Here, validDays: -3));
        await using var early = new TlsServer(authority.Issue("zk1", Here, fromDays: 3));
        var (old, young) = (await FaultAsync(expired, Trusting()), await FaultAsync(early, Trusting()));
        Assert.That((old.Fault, young.Fault), Is.EqualTo((TlsFault.Expired, TlsFault.NotYetValid)));
        Assert.That(old.Message, Does.Contain($"has expired on {DateTime.UtcNow.AddDays(-3):yyyy-MM-dd}"));
        Assert.That(young.Message, Does.Contain("compare the clocks"));
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task A_server_that_wants_a_certificate_is_shown_one(SslProtocols protocol)
    {
        await using var server = new TlsServer(authority.Issue("zk1", Here), protocol, authority.Certificate);
        Assert.That(await AskAsync(server, Trusting(authority.Issue("anna", []))), Is.EqualTo("imok"));
    }

    [TestCase(0x0A000412, true, TlsFault.PeerRefusedUs, "does not take our certificate")]
    [TestCase(0x0A000412, false, TlsFault.PeerRefusedUs, "and we have none")]
    [TestCase(0x0A00045C, false, TlsFault.PeerRefusedUs, "wants a certificate")]
    [TestCase(0x0A000418, true, TlsFault.PeerRefusedUs, "none of the authorities that it trusts")]
    [TestCase(0x0A000415, true, TlsFault.PeerRefusedUs, "has expired")]
    [TestCase(0x0A00042E, true, TlsFault.Protocol, "none of our TLS protocols")]
    [TestCase(0x14094410, true, TlsFault.Protocol, "no protocol or cipher in common")]
    [TestCase(0x0A000438, true, TlsFault.Other, "alert 80")]
    public void An_alert_is_known_by_its_number(int error, bool hasCertificate, TlsFault fault, string words)
    {
        var told = new IOException("decryption failed", new InvalidOperationException($"error:{error:X8}:SSL routines::x"));
        var alert = TlsAlert.In(told)!.ToException(new HostPort("zk1", 2281), hasCertificate, told);
        Assert.That((alert.Fault, alert.Message.Contains(words, StringComparison.Ordinal)), Is.EqualTo((fault, true)), alert.Message);
        Assert.That(TlsAlert.In(new IOException("error:0A000126:SSL routines::unexpected eof while reading")), Is.Null);
    }

    [TestCase(SslProtocols.Tls12, SslProtocols.Tls13)]
    [TestCase(SslProtocols.Tls13, SslProtocols.Tls12)]
    public async Task No_common_protocol_is_told(SslProtocols theirs, SslProtocols ours)
    {
        await using var server = new TlsServer(authority.Issue("zk1", Here), theirs);
        var fault = await FaultAsync(server, Trusting() with { Protocols = ours });
        Assert.That(fault.Fault, Is.EqualTo(TlsFault.Protocol));
        Assert.That(fault.Message, Does.Contain("none of our TLS protocols"));
    }

    [TestCase("")]
    [TestCase("This is no TLS at all")]
    public async Task A_port_that_does_not_speak_TLS_is_told(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var address = new HostPort("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        var fault = await Assert.ThrowsAsync<TlsException>(
            () => new TlsConnector(Trusting()).ConnectAsync(address, default).WaitAsync(FakeServer.Patience));
        await serving;
        Assert.That(fault!.Fault, Is.EqualTo(TlsFault.NotTls));
        Assert.That(fault.Message, Does.Contain("secureClientPort"));

        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            _ = await client.GetStream().ReadAsync(new byte[4096]);
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        }
    }

    private TlsOptions Trusting(X509Certificate2? own = null) => new()
    {
        Authorities = [authority.Certificate],
        Identity = own is null ? null : new TlsIdentity(own, []),
    };

    private static Task<string> AskAsync(TlsServer server, TlsOptions options, string host = "127.0.0.1") =>
        Words.AskAsync(
            new HostPort(host, server.Address.Port), "ruok", FakeServer.Patience, new TlsConnector(options).ConnectAsync);

    private static async Task<TlsException> FaultAsync(TlsServer server, TlsOptions options) =>
        (TlsException)(await Assert.ThrowsAsync<FourLetterWordException>(() => AskAsync(server, options)))!.InnerException!;
}
