using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Lab;
using ZooKeeper.Client;
using ZooKeeper.Security;
using ZooKeeper.Status;
using Words = ZooKeeper.Status.FourLetterWord;

namespace Integration.ZooKeeper;

/// <summary>Sessions and four-letter words over TLS with real servers.</summary>
[Parallelizable(ParallelScope.Self)]
[SuppressMessage("Security", "CA5398", Justification = "Each protocol is tested.")]
public sealed class TlsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private readonly CertificateAuthority authority = new();
    private readonly CertificateAuthority other = new("Other authority");

    [OneTimeTearDown]
    public void Forget()
    {
        authority.Dispose();
        other.Dispose();
    }

    [TestCase("3.8.0", Category = "Long")]
    [TestCase("3.9.3", Category = "Long")]
    [TestCase(ZooKeeperVersions.Latest)]
    public async Task A_server_that_wants_certificates_takes_ours_and_each_refusal_says_why(string version)
    {
        await using var server = await SecureServer.StartAsync(
            version, authority, authority.Issue("zk1", ["localhost", "127.0.0.1"]), ("ssl.clientAuth", "need"),
            ("ssl.protocol", "TLSv1.3"), ("ssl.enabledProtocols", "TLSv1.2,TLSv1.3"));
        var own = Trusting(authority.Issue("anna", []));
        // 3.8.0 has no cipher of TLS 1.3 among those that it enables by itself (X509Util.getDefaultCipherSuites).
        SslProtocols[] protocols = version == "3.8.0" ? [SslProtocols.Tls12] : [SslProtocols.Tls12, SslProtocols.Tls13];
        foreach (var protocol in protocols)
        {
            await using var client = await ZooKeeperClient.ConnectAsync(server.Options(own with { Protocols = protocol }));
            await client.CreateAsync($"/{protocol}", "data"u8.ToArray());
            Assert.That((await client.GetDataAsync($"/{protocol}")).Text, Is.EqualTo("data"));
            var big = new byte[500_000];
            await client.SetDataAsync($"/{protocol}", big);
            Assert.That((await client.GetDataAsync($"/{protocol}")).Data.Length, Is.EqualTo(big.Length));
        }

        var secure = new TlsConnector(own).ConnectAsync;
        Assert.That((await ServerStatus.AskAsync(server.Secure, Deadline, secure)).Mode, Is.EqualTo(ServerMode.Standalone));

        foreach (var protocol in protocols)
        {
            var none = await server.FaultAsync(Trusting() with { Protocols = protocol });
            var wrong = await server.FaultAsync(Trusting(other.Issue("anna", [])) with { Protocols = protocol });
            Told($"{version} {protocol} none", none);
            Told($"{version} {protocol} wrong", wrong);
            Assert.That((none.Fault, wrong.Fault), Is.EqualTo((TlsFault.PeerRefusedUs, TlsFault.PeerRefusedUs)));
        }

        var faults = new[]
        {
            await server.FaultAsync(own with { Authorities = [other.Certificate] }),
            await server.FaultAsync(own with { TargetName = "zk9.example" }),
            await server.FaultAsync(own, server.Ensemble.Servers[0].Address()),
        };
        Array.ForEach(faults, fault => Told(version, fault));
        Assert.That(faults.Select(fault => fault.Fault), Is.EqualTo(new[] { TlsFault.Chain, TlsFault.Name, TlsFault.NotTls }));

        var plain = (await Assert.ThrowsAsync<ConnectFailedException>(() => ZooKeeperClient.ConnectAsync(
            server.Options(null) with { EstablishTimeout = TimeSpan.FromSeconds(2) })))!;
        var word = (await Assert.ThrowsAsync<FourLetterWordException>(
            () => Words.AskAsync(server.Secure, "srvr", TimeSpan.FromSeconds(1))))!;
        TestContext.Out.WriteLine($"{version} plain: {plain.Message}\n{word.Message}");
        Assert.That(plain.Message, Does.Contain("speaks TLS"));
        Assert.That(word.Message, Does.Contain("speaks TLS"));
    }

    [TestCase("3.8.0")]
    [TestCase(ZooKeeperVersions.Latest)]
    [Category("Long")]
    public async Task A_server_with_an_old_protocol_and_an_expired_certificate_is_told(string version)
    {
        await using var server = await SecureServer.StartAsync(
            version, authority, authority.Issue("zk1", ["127.0.0.1"], validDays: -2, isRsa: true),
            ("ssl.clientAuth", "none"), ("ssl.protocol", "TLSv1.2"), ("ssl.enabledProtocols", "TLSv1.2"));
        var (old, newer) = (await server.FaultAsync(Trusting()),
            await server.FaultAsync(Trusting() with { Protocols = SslProtocols.Tls13 }));
        Told(version, old);
        Told(version, newer);
        Assert.That((old.Fault, newer.Fault), Is.EqualTo((TlsFault.Expired, TlsFault.Protocol)));
    }

    [Test]
    [Category("Long")]
    public async Task A_session_over_TLS_survives_the_restart_of_its_server()
    {
        await using var server = await SecureServer.StartAsync(
            ZooKeeperVersions.Latest, authority, authority.Issue("zk1", ["127.0.0.1"]), ("ssl.clientAuth", "none"));
        await using var client = await ZooKeeperClient.ConnectAsync(server.Options(Trusting()));
        var session = client.SessionId;
        await server.Ensemble.Servers[0].StopAsync();
        await client.UntilAsync(SessionState.Connecting);
        var waiting = client.CreateAsync("/later");
        await server.Ensemble.Servers[0].StartAsync();
        Assert.That(await waiting.WaitAsync(Clients.Patience), Is.EqualTo("/later"));
        Assert.That(client.SessionId, Is.EqualTo(session));
    }

    private TlsOptions Trusting(X509Certificate2? own = null) => new()
    {
        Authorities = [authority.Certificate],
        Identity = own is null ? null : new TlsIdentity(own, []),
    };

    private static void Told(string which, TlsException fault) =>
        TestContext.Out.WriteLine($"{which}: {fault.Fault}: {fault.Message}");
}
