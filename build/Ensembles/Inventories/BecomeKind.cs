namespace Ensembles.Inventories;

/// <summary>How the rights to install and to start servers are obtained on a host.</summary>
public enum BecomeKind
{
    /// <summary>The account logged in as has them.</summary>
    None,

    /// <summary><c>sudo -n</c>: never asks.</summary>
    Sudo,
}
