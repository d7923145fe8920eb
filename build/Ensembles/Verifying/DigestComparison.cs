using System.Collections.Immutable;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>Digests of whole trees, compared at transactions that every server has one for.</summary>
/// <param name="Newest">The newest common transaction; null when there is none.</param>
/// <param name="Equal">The digests at the newest common transaction are equal.</param>
/// <param name="Unequal">Every common transaction at which they are not.</param>
/// <param name="Common">How many transactions all servers have a digest for.</param>
internal sealed record DigestComparison(Zxid? Newest, bool Equal, ImmutableArray<Zxid> Unequal, int Common)
{
    /// <param name="after">Only transactions after this one are compared.</param>
    public static DigestComparison Of(IReadOnlyList<TreeDigests> servers, Zxid after = default)
    {
        Zxid[] common =
        [
            .. servers[0].ByZxid.Keys.Where(
                zxid => zxid > after && servers.All(server => server.ByZxid.ContainsKey(zxid))),
        ];
        ImmutableArray<Zxid> unequal =
        [
            .. common.Where(zxid => servers.Select(server => server.ByZxid[zxid]).Distinct().Count() > 1),
        ];
        return common.Length == 0
            ? new DigestComparison(null, false, [], 0)
            : new DigestComparison(common[^1], !unequal.Contains(common[^1]), unequal, common.Length);
    }
}
