using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Remote;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Security;
using ZooKeeper.Status;

namespace Ensembles.HostAccess;

/// <summary>The hosts of an inventory's servers, each connected once and shared by all that work on it.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int, string), IHost> hosts;
    private readonly ConcurrentDictionary<HostPort, Func<CancellationToken, Task<Stream>>> ways = new();
    private readonly TlsOptions? secured;
    private readonly ConcurrentDictionary<int, ImmutableArray<X509Certificate2>> alsoTrusted = new();
    private readonly Func<Server, IHost> connect;

    public Fleet(Inventory inventory, Func<Server, IHost> connect)
    {
        Inventory = inventory;
        this.connect = connect;
        IsTunnelled = inventory.Connection is { Kind: ConnectionKind.Ssh, ClientPorts: not ClientPortAccess.Direct };
        hosts = new(inventory.Servers.Select(server => KeyValuePair.Create((server.Id, server.Host), connect(server))));
        secured = inventory.Security.Clients == ClientTransport.Plain ? null : ClientTls.Of(inventory.Security);
        Login = ClientTls.LoginOf(inventory.Security);
        if (IsTunnelled || secured is not null)
        {
            foreach (var server in inventory.Servers)
            {
                Reach(server);
            }

            Connector = (address, cancellation) => ways[address](cancellation);
        }
    }

    public Inventory Inventory { get; }

    /// <summary>Client ports may be reached through the connections to their hosts.</summary>
    internal bool IsTunnelled { get; }

    /// <summary>Where the time of the run went that works on it.</summary>
    public PartTimes Times { get; } = new(TimeProvider.System);

    /// <summary>
    /// Opens connections to the servers' client ports, on the way that the inventory says; null: plain TCP.
    /// </summary>
    public Func<HostPort, CancellationToken, Task<Stream>>? Connector { get; }

    /// <summary>
    /// As whom sessions log in; null: nobody. By the inventory, as long as the servers that run can take it
    /// (<see cref="Observing.Observation.TakeAsync"/> finds out).
    /// </summary>
    public SaslLogin? Login { get; internal set; }

    /// <summary>
    /// Authorities that the inventory does not trust any more and that certificates of running servers lead to: as long
    /// as these servers show them, the others must trust them (<see cref="Observing.Rotation"/> finds out).
    /// </summary>
    public ImmutableArray<X509Certificate2> FormerAuthorities { get; internal set; } = [];

    /// <summary>
    /// From here on sessions with this server also trust these: its own trust store on its host has them, and it may
    /// not have a certificate of the inventory's authorities yet.
    /// </summary>
    internal void AlsoTrust(Server server, IEnumerable<X509Certificate2> authorities) =>
        alsoTrusted[server.Id] = [.. authorities];

    private TlsOptions Secured(Server server) => alsoTrusted.GetValueOrDefault(server.Id) is { IsDefaultOrEmpty: false } more
        ? secured! with { Authorities = [.. secured.Authorities, .. more] } : secured!;

    /// <summary>From here on the client port of this server is known too: of one that is to leave.</summary>
    public void Reach(Server server)
    {
        var plain = To(server, server.Ports.Client);
        ways[ClientAddress(server)] = secured is null ? plain
            : new SecurePort(server, () => Secured(server), plain, To(server, server.Ports.Secure)).ConnectAsync;
    }

    private Func<CancellationToken, Task<Stream>> To(Server server, int port) => IsTunnelled
        ? new ClientPort(server, port, this[server], Inventory.Connection.ClientPorts == ClientPortAccess.Tunnel).ConnectAsync
        : cancellation => TcpConnector.ConnectAsync(AddressOf(server, port), cancellation);

    /// <summary>Also of a server that is to leave, at the place where it is.</summary>
    public IHost this[Server server] => hosts.GetOrAdd((server.Id, server.Host), _ =>
    {
        lock (hosts)
        {
            return connect(server);
        }
    });

    /// <summary>Servers outside of the inventory that a rollout has to do with until they have left.</summary>
    public ImmutableArray<Server> Leavers { get; set; } = [];

    /// <summary>Where servers are that the inventory lacks, by another one that is trusted as much. Default: none is known.</summary>
    public ImmutableArray<Server> Known { get; init; } = [];

    /// <summary>
    /// Who has an id by now: one that is to leave until it has left,
    /// also if the inventory gives its id to another host.
    /// </summary>
    public Server Server(int id) => Leavers.Concat(Inventory.Servers).First(server => server.Id == id);

    /// <summary>From here on the server's id is free for another host.</summary>
    public void Left(Server leaver) => Leavers = Leavers.Remove(leaver);

    /// <summary>
    /// Where clients reach a server: on this machine the one address that it listens on, where it has one.
    /// </summary>
    public static HostPort ClientAddress(Server server) => AddressOf(server, server.ClientPort);

    internal static HostPort AddressOf(Server server, int port) => new(
        server.OwnClientAddress is { } address && IsThisMachine(server.Host) ? address : server.Host, port);

    private static bool IsThisMachine(string host) =>
        host == "localhost" || LoopbackAddress.Is(host);

    /// <summary>What a server says of itself on its client port; null when it gives no answer in time.</summary>
    public async Task<ServerStatus?> StatusAsync(Server server, TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            return await ServerStatus.AskAsync(ClientAddress(server), within, Connector, cancellation);
        }
        catch (FourLetterWordException)
        {
            return null;
        }
    }

    /// <summary>What a server shows on its port for clients with TLS; the inventory must want such ports.</summary>
    /// <exception cref="TlsException">It cannot be used; the message says why.</exception>
    /// <exception cref="IOException">Nothing answers.</exception>
    public async Task<TlsReading> TlsAsync(Server server, CancellationToken cancellation)
    {
        var tls = new TlsConnector(Secured(server), (_, token) => To(server, server.Ports.Secure)(token));
        await using var stream = (SslStream)await tls.ConnectAsync(new HostPort(server.Host, server.Ports.Secure), cancellation);
        using var shown = X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
        return new(stream.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2", shown.NotAfter.ToUniversalTime())
        {
            IsWanted = shown.GetCertHashString(HashAlgorithmName.SHA256)
                == ServerCertificate.Load(Inventory.Security.Certificates[server.Id]).Fingerprint,
        };
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(hosts.Values.Distinct().Select(host => host.DisposeAsync().AsTask()));
}
