namespace Ensembles.Findings;

public enum FaultSeverity
{
    /// <summary>Works, but probably not as meant.</summary>
    Warning,

    /// <summary>Nothing is done before it is put right.</summary>
    Error,
}
