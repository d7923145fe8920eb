namespace Ensembles.Inventories;

public enum ConnectionKind
{
    /// <summary>This machine, without a network in between.</summary>
    Local,

    Ssh,
}
