using Ensembles.Findings;

namespace Ensembles.Preflight.States;

/// <summary>Something that is wrong now and may be over in a moment.</summary>
/// <param name="Patience">How long it may last.</param>
/// <param name="Fault">What it is once it has lasted.</param>
internal sealed record PassingState(TimeSpan Patience, Finding Fault);
