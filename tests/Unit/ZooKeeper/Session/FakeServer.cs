using System.Net;
using System.Net.Sockets;
using ZooKeeper;
using ZooKeeper.Client;

namespace Unit.ZooKeeper.Session;

/// <summary>A server without a mind of its own: the test accepts its connections and says each answer.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<FakeConnection> connections = [];

    public FakeServer()
    {
        listener.Start();
        Address = new HostPort("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
    }

    /// <summary>Long enough for a machine under load; a test that waits so long has failed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public HostPort Address { get; }

    /// <summary>What a client of this server alone connects with.</summary>
    public ZooKeeperOptions Options => OptionsFor(this);

    public static ZooKeeperOptions OptionsFor(params FakeServer[] servers) => new()
    {
        Servers = [.. servers.Select(server => server.Address)],
        Shuffle = false,
        ConnectTimeout = Patience,
        ReconnectTimeout = Patience,
        EstablishTimeout = Patience,
        // Most tests end with a server that does not answer any more.
        CloseTimeout = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>The next connection and what it was opened with.</summary>
    public async Task<FakeConnection> AcceptAsync()
    {
        var connection = new FakeConnection(await listener.AcceptTcpClientAsync().WaitAsync(Patience));
        connections.Add(connection);
        await connection.ReadConnectAsync();
        return connection;
    }

    /// <summary>A client that this server has granted a session.</summary>
    public Task<(ZooKeeperClient Client, FakeConnection Connection)> ConnectAsync() => ConnectAsync(Options);

    public async Task<(ZooKeeperClient Client, FakeConnection Connection)> ConnectAsync(
        ZooKeeperOptions options, int timeout = 10_000)
    {
        var connecting = ZooKeeperClient.ConnectAsync(options);
        var connection = await AcceptAsync();
        await connection.GrantAsync(timeout);
        return (await connecting.WaitAsync(Patience), connection);
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        connections.ForEach(connection => connection.Close());
        return ValueTask.CompletedTask;
    }
}
