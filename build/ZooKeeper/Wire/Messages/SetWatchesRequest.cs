namespace ZooKeeper.Wire.Messages;

/// <summary>
/// Sets watches again on a new connection; those that have been overtaken fire at once (zookeeper.jute, SetWatches;
/// DataTree.setWatches).
/// </summary>
/// <param name="RelativeZxid">The newest transaction that the session has seen.</param>
/// <param name="Data">Nodes that existed when they were watched.</param>
/// <param name="Exist">Nodes that did not.</param>
/// <param name="Child">Nodes whose children are watched.</param>
internal sealed record SetWatchesRequest(
    long RelativeZxid, IReadOnlyCollection<string> Data, IReadOnlyCollection<string> Exist,
    IReadOnlyCollection<string> Child)
{
    public Memory<byte> ToFrame() => RequestFrame.Of(
        Xid.SetWatches,
        OpCode.SetWatches,
        writer =>
        {
            writer.Long(RelativeZxid);
            writer.Strings(Data);
            writer.Strings(Exist);
            writer.Strings(Child);
        });
}
