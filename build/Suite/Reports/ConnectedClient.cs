using System.Collections.Immutable;
using System.Net;

namespace Suite.Reports;

/// <summary>An address from which clients are connected.</summary>
/// <param name="Connections">How many to which server, by its id; those without any are left out.</param>
public sealed record ConnectedClient(IPAddress Address, ImmutableSortedDictionary<int, int> Connections)
{
    public int Total => Connections.Values.Sum();
}
