namespace Ensembles.Witnessing;

/// <summary>The witness could not start. Nothing of the rollout has happened yet.</summary>
public sealed class WitnessException(string message, Exception? inner = null) : Exception(message, inner);
