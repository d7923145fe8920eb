using System.Text;

namespace ZooKeeper.Client;

/// <summary>A node's data. A node made with null data reads as empty.</summary>
public sealed record NodeData(ReadOnlyMemory<byte> Data, Stat Stat)
{
    /// <summary>The data as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);
}
