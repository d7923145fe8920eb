namespace Ensembles.Rendering;

/// <summary>A key whose value in force is not the wanted one.</summary>
/// <param name="InForce">Null where the file does not have the key; <c>***</c> for a secret.</param>
/// <param name="Wanted">Null where the key should not be there; <c>***</c> for a secret.</param>
public sealed record ZooCfgDifference(string Key, string? InForce, string? Wanted)
{
    public override string ToString() => (InForce, Wanted) switch
    {
        (null, _) => $"{Key}={Wanted} is missing",
        (_, null) => $"{Key}={InForce} is not wanted",
        _ when InForce == Wanted => $"{Key} has another secret value",
        _ => $"{Key}={InForce}, wanted {Wanted}",
    };
}
