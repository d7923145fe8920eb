namespace ZooKeeper.Configuration;

public sealed partial record EnsembleConfiguration
{
    /// <summary>
    /// The same servers at the same addresses in the same roles, whatever the version and whatever a line does not say
    /// of its client port (<see cref="ServerLine.SameAs"/>).
    /// </summary>
    public bool SameMembership(EnsembleConfiguration other) =>
        Servers.Count == other.Servers.Count &&
        Servers.Values.Zip(other.Servers.Values).All(pair => pair.First.SameAs(pair.Second));

    /// <summary>By content.</summary>
    public bool Equals(EnsembleConfiguration? other) =>
        other is not null && Version == other.Version && Servers.Values.SequenceEqual(other.Servers.Values);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Version);
        foreach (var server in Servers.Values)
        {
            hash.Add(server);
        }

        return hash.ToHashCode();
    }
}
