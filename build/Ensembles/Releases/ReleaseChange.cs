using System.Collections.Immutable;

namespace Ensembles.Releases;

/// <summary>What bringing a release to a host adds there, and which link it points elsewhere. Nothing is removed.</summary>
/// <param name="Host">As messages call it.</param>
/// <param name="Link">Name of the link in the install folder.</param>
/// <param name="Neighbours">Other ensembles that were installed in the same folder.</param>
public sealed record ReleaseChange(
    string Host, string InstallPath, string Link, ReleasePlace Place, ImmutableArray<string> Neighbours)
{
    /// <summary>
    /// The link is that of other ensembles too, and pointing it elsewhere would change their release at their next
    /// start.
    /// </summary>
    public bool TakesOthersAlong => Link == "current" && Place.Former is not null && !Neighbours.IsEmpty;

    /// <summary><c>zk1: adds /opt/zookeeper/NEW; /opt/zookeeper/current: OLD -> NEW</c></summary>
    public override string ToString() =>
        $"{Host}: {(Place.Installed ? "has" : "adds")} {InstallPath}/{Place.Folder}; {InstallPath}/{Link}: " +
        (Place.Former is { } former ? $"{former} -> {Place.Folder}" : $"-> {Place.Folder}");
}
