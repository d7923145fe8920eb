using System.Collections.Immutable;

namespace Ensembles.Inventories;

/// <summary>The ensemble that <c>Up</c> makes: these servers, running with this many znodes.</summary>
/// <param name="Start">Ids of the servers that run before the expansion; one of them means a standalone server.</param>
public sealed record EmbeddedSpec(ImmutableArray<int> Start, int Znodes);
