namespace ZooKeeper.Wire;

/// <summary>What a request asks for (ZooDefs.OpCode). On a code that it does not know a server hangs up.</summary>
internal enum OpCode
{
    Error = -1,
    CloseSession = -11,
    Create = 1,
    Delete = 2,
    Exists = 3,
    GetData = 4,
    SetData = 5,
    GetACL = 6,
    SetACL = 7,
    Sync = 9,
    Ping = 11,
    GetChildren2 = 12,
    Check = 13,
    Multi = 14,
    Create2 = 15,
    Reconfig = 16,
    Auth = 100,
    SetWatches = 101,
    Sasl = 102,
}

internal static class OpCodes
{
    /// <summary>The name that ZooKeeper's documents and logs use: <c>getData</c>.</summary>
    public static string Name(this OpCode op)
    {
        var name = op.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
