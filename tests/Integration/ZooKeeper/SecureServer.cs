using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Security;
using ZooKeeper.Status;
using Words = ZooKeeper.Status.FourLetterWord;

namespace Integration.ZooKeeper;

/// <summary>A real standalone server with a plain port and a port with TLS.</summary>
internal sealed class SecureServer(RealEnsemble ensemble, PortAllocator ports, HostPort secure) : IAsyncDisposable
{
    public RealEnsemble Ensemble => ensemble;

    /// <summary>Where it speaks TLS.</summary>
    public HostPort Secure => secure;

    public static async Task<SecureServer> StartAsync(
        string version, CertificateAuthority clients, X509Certificate2 certificate,
        params IEnumerable<(string Key, string Value)> settings)
    {
        var folder = TestFolder.Create("keys");
        var ports = PortAllocator.Take();
        var port = ports.Next();
        var keys = new Dictionary<string, string>
        {
            ["serverCnxnFactory"] = "org.apache.zookeeper.server.NettyServerCnxnFactory",
            ["secureClientPort"] = $"{port}",
            ["secureClientPortAddress"] = "127.0.0.1",
            ["ssl.keyStore.location"] = CertificateAuthority.WriteKeyStore(Path.Combine(folder, "own.pem"), certificate),
            ["ssl.trustStore.location"] = clients.Write(folder),
        };
        foreach (var (key, value) in settings)
        {
            keys[key] = value;
        }

        var ensemble = await RealEnsemble.StartAsync(
            version, options: new RealEnsembleOptions { Settings = keys.ToImmutableDictionary() });
        return new SecureServer(ensemble, ports, new HostPort("127.0.0.1", port));
    }

    /// <summary>Of a client of the port with TLS.</summary>
    /// <param name="tls">Null: it does not speak TLS there.</param>
    public ZooKeeperOptions Options(TlsOptions? tls) => Clients.Options(ensemble.Servers) with
    {
        Servers = [secure],
        Connector = tls is null ? null : new TlsConnector(tls).ConnectAsync,
    };

    /// <summary>Why a session is not to be had; a four-letter word must get the same fault.</summary>
    public async Task<TlsException> FaultAsync(TlsOptions tls, HostPort? at = null)
    {
        var word = (await Assert.ThrowsAsync<FourLetterWordException>(() => Words.AskAsync(
            at ?? secure, "srvr", TimeSpan.FromSeconds(10), new TlsConnector(tls).ConnectAsync)))!;
        var failure = (await Assert.ThrowsAsync<ConnectFailedException>(() => ZooKeeperClient.ConnectAsync(
            Options(tls) with { Servers = [at ?? secure], EstablishTimeout = TimeSpan.FromSeconds(1) })))!;
        var fault = word.InnerException as TlsException ?? throw new AssertionException($"no TLS fault: {word}");
        Assert.That(failure.Message, Does.Contain(fault.Message));
        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        await ensemble.DisposeAsync();
        ports.Dispose();
    }
}
