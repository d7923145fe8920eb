using ZooKeeper.Configuration;

namespace ZooKeeper.Client;

/// <summary>What the node <c>/zookeeper/config</c> shows.</summary>
public abstract record ConfigurationNode
{
    private ConfigurationNode()
    {
    }

    /// <summary>The configuration in force; null unless <see cref="Present"/>.</summary>
    public virtual EnsembleConfiguration? Configuration => null;

    /// <summary>There is no such node: the server is a 3.4.</summary>
    public sealed record Absent : ConfigurationNode;

    /// <summary>The node has no data: the server is standalone, 3.5 or later.</summary>
    public sealed record Empty : ConfigurationNode;

    /// <summary>The server is a member of an ensemble; version 0 means that its membership is static.</summary>
    public sealed record Present(EnsembleConfiguration InForce, Stat Stat) : ConfigurationNode
    {
        public override EnsembleConfiguration Configuration => InForce;
    }
}
