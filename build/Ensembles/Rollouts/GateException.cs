namespace Ensembles.Rollouts;

/// <summary>A gate's condition was not met in time: the rollout has stopped where it stood.</summary>
public sealed class GateException(string message, Exception? inner = null) : Exception(message, inner);
