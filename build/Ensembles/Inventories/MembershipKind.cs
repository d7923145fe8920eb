namespace Ensembles.Inventories;

/// <summary>Who keeps the list of members.</summary>
public enum MembershipKind
{
    /// <summary>The server lines of every zoo.cfg; a change is a rolling restart.</summary>
    Static,

    /// <summary>The ensemble itself (3.5.3 and later); a change is a reconfig.</summary>
    Dynamic,
}
