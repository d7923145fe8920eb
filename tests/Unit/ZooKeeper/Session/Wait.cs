using Lab;
using ZooKeeper.Client;

namespace Unit.ZooKeeper.Session;

internal static class Wait
{
    public static Task ForAsync(ZooKeeperClient client, SessionState state) =>
        Poll.UntilAsync(() => client.State == state, $"The session is not {state}", FakeServer.Patience);
}
