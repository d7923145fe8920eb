using System.Collections.Immutable;
using System.Numerics;

namespace Ensembles.Planning.Model;

/// <summary>
/// Who may be the only holders of an acknowledged write: any choice of servers that takes from each
/// <see cref="Share.Among"/> at least <see cref="Share.Least"/>. One share for a configuration, two while a reconfig is
/// under way (Leader.propose asks both).
/// </summary>
internal sealed record Written(ImmutableArray<Written.Share> Shares)
{
    internal readonly record struct Share(uint Among, int Least);

    public static Written By(uint among, int least) => new([new Share(among, Math.Max(1, least))]);

    /// <summary>After the disk of one of them is gone, in the worst case of one that held it.</summary>
    public Written Without(uint server) => new(
    [
        .. Shares.Select(share => (share.Among & server) == 0
            ? share : new Share(share.Among & ~server, share.Least - 1)),
    ]);

    /// <summary>Some acknowledged write can be unknown to all of these servers.</summary>
    public bool CanMiss(uint servers)
    {
        foreach (var share in Shares)
        {
            if (BitOperations.PopCount(share.Among & ~servers) < share.Least)
            {
                return false;
            }
        }

        return true;
    }
}
