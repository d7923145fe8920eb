using Ensembles.Findings;

namespace Ensembles.Preflight.States;

/// <summary>The link to the release is ours to set.</summary>
internal static class ReleaseChecks
{
    public static IEnumerable<Finding> Of(StateScope scope) =>
        from server in scope.Seen.Servers
        where server.Facts.ForeignLink is not null && !server.Server.HasOwnRelease
        let link = scope.Inventory.ReleasePath
        select scope.Error(HostCodes.ForeignReleaseLink, server.Server,
            $"{link} was not made by a rollout ({server.Facts.ForeignLink}), and is not replaced",
            "write another folder under paths.install; servers start from there at their next restart");
}
