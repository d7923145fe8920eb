using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.ZooKeeper;

/// <summary>Clients of the lab's servers.</summary>
internal static class Clients
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static HostPort Address(this RealServer server) => new("127.0.0.1", server.ClientPort);

    /// <summary>Of all of them, in this order.</summary>
    public static ZooKeeperOptions Options(params IEnumerable<RealServer> servers) => new()
    {
        Servers = [.. servers.Select(Address)],
        Shuffle = false,
        SessionTimeout = TimeSpan.FromSeconds(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        EstablishTimeout = Patience,
        CloseTimeout = TimeSpan.FromSeconds(10),
    };

    public static Task<ZooKeeperClient> ConnectAsync(params IEnumerable<RealServer> servers) =>
        ZooKeeperClient.ConnectAsync(Options(servers));

    public static Task UntilAsync(this ZooKeeperClient client, SessionState state) =>
        Poll.UntilAsync(() => client.State == state, $"The session is not {state}", Patience);

    /// <summary>Does something until it is done: what a lost connection left open is done again.</summary>
    public static async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call().WaitAsync(Patience);
            }
            catch (ConnectionLossException)
            {
                // Reads and idempotent writes only.
            }
        }
    }
}
