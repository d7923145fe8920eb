namespace ZooKeeper.Client;

/// <summary>What one part of a successful transaction brought.</summary>
public abstract record MultiResult
{
    private MultiResult()
    {
    }

    /// <param name="Path">With the number that a sequential mode added.</param>
    public sealed record Created(string Path) : MultiResult;

    /// <summary>The node was removed.</summary>
    public sealed record Deleted : MultiResult;

    /// <summary>The data was replaced.</summary>
    /// <param name="Stat">The node's, behind the change.</param>
    public sealed record DataSet(Stat Stat) : MultiResult;

    /// <summary>The node had the version that was asked for.</summary>
    public sealed record Checked : MultiResult;
}
