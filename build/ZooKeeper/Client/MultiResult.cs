namespace ZooKeeper.Client;

/// <summary>What one part of a successful transaction brought.</summary>
public abstract record MultiResult
{
    private MultiResult()
    {
    }

    /// <param name="Path">With the number that a sequential mode added.</param>
    public sealed record Created(string Path) : MultiResult;

    public sealed record Deleted : MultiResult;

    public sealed record DataSet(Stat Stat) : MultiResult;

    public sealed record Checked : MultiResult;
}
