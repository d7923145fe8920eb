using System.Collections.Immutable;

namespace Ensembles.Planning.Model;

/// <summary>A counter-example move by move, so that it can be brought about on real servers.</summary>
/// <param name="Moves">From the beginning to <paramref name="Situation"/>.</param>
/// <param name="Hazard">Null where nobody is harmed: a server that is stopped can never serve again.</param>
internal sealed record Trace(ImmutableArray<Move> Moves, Situation Situation, Hazard? Hazard = null);
