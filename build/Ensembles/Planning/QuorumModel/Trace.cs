using System.Collections.Immutable;

namespace Ensembles.Planning.QuorumModel;

/// <summary>A counter-example move by move, so that it can be brought about on real servers.</summary>
/// <param name="Moves">From the beginning to <paramref name="Situation"/>.</param>
/// <param name="Hazard">Null where no write is in danger: a server that is stopped can never serve again.</param>
internal sealed record Trace(ImmutableArray<Transition> Moves, ModelState Situation, Hazard? Hazard = null);
