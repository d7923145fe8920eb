namespace ZooKeeper.Wire;

/// <summary>Numbers in headers that do not count requests (ClientCnxn).</summary>
internal static class Xid
{
    public const int Notification = -1;
    public const int Ping = -2;
    public const int Auth = -4;
    public const int SetWatches = -8;
}
