namespace Ensembles.Planning;

/// <summary>Restarts that a roll over several lists may do without, where the model proves it.</summary>
/// <param name="Leavers">Who of those that leave with a later list gets those before it too.</param>
/// <param name="JoinersAhead">Who joins with an earlier list starts with the last one at once.</param>
/// <param name="LeaversUp">Leavers that are down start first, though they only leave.</param>
internal readonly record struct RollOptions(Lists Leavers, bool JoinersAhead, bool LeaversUp)
{
    public static readonly RollOptions None;

    public static readonly RollOptions[] All =
    [
        .. from up in (bool[])[false, true]
           from leavers in Enum.GetValues<Lists>()
           from ahead in (bool[])[true, false]
           select new RollOptions(leavers, ahead, up),
    ];
}

/// <summary>How many get a list that is not their last.</summary>
internal enum Lists
{
    All,

    /// <summary>So many that one of a majority may restart.</summary>
    Enough,

    None,
}
