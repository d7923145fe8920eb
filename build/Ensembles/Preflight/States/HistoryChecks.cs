using Ensembles.Findings;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Preflight.States;

/// <summary>No server brings a past that would win over the ensemble's: a newer epoch, or a newer transaction.</summary>
internal static class HistoryChecks
{
    public static IEnumerable<Finding> Of(StateScope scope) =>
        Newer(scope).Where(newer => !newer.MayPass).Select(newer => newer.Fault);

    /// <summary>
    /// Who runs and does not serve yet may have written since the leader was asked: what it copies from the leader itself.
    /// </summary>
    public static IEnumerable<Finding> Passing(StateScope scope) =>
        Newer(scope).Where(newer => newer.MayPass).Select(newer => newer.Fault);

    private static IEnumerable<(Finding Fault, bool MayPass)> Newer(StateScope scope)
    {
        if (scope.Leader is not { Status: { } status } leader)
        {
            yield break;
        }

        var (members, epoch) = (scope.Members, Math.Max(status.Zxid.Epoch, leader.Facts.CurrentEpoch));
        foreach (var server in scope.Seen.Servers.Where(server => server.Facts.HasData && !server.State.Serving))
        {
            var own = Math.Max(server.Facts.CurrentEpoch, new Zxid(server.Facts.NewestFile).Epoch);
            var newer = own > epoch ? $"data of epoch {own}, and the ensemble is at {epoch}"
                : scope.Newest is { } newest && new Zxid(server.Facts.NewestFile) > newest
                    ? $"transactions up to {new Zxid(server.Facts.NewestFile)} at least, and the leader is at {newest}"
                    : null;
            if (newer is not null)
            {
                var holds = members.Contains(server.Server.Id) ? "it is a member that is down and holds" : "it holds";
                yield return (scope.Error(HostCodes.NewerData, server.Server,
                    $"{holds} {newer}: the first election with it would replace the ensemble's data by its own",
                    DataAdvice.OfNewer(server.State, leader.State)), server.State.Running && own <= epoch);
            }
        }
    }
}
