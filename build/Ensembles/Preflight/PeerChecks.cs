using Ensembles.Findings;
using ZooKeeper.Status;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>
/// Hosts reach the quorum and election ports of servers elsewhere. A refusal is healthy where no server listens yet: it
/// came from the machine, so the way is open.
/// </summary>
internal static class PeerChecks
{
    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope)
    {
        foreach (var peer in probe.Peers.Where(peer => scope.Probes.Any(other => other.Servers.Contains(peer.Server))))
        {
            var what = $"{Name(peer)} port {peer.Port} of server {peer.Server.Id} ({peer.Server.Host})";
            if (peer.Answer == PeerAnswer.Silent)
            {
                yield return Error(HostCodes.PeerSilent, probe, null,
                    $"no answer from {what} in 3 s", "let the firewalls between the hosts pass it");
            }
            else if (peer.Answer == PeerAnswer.Unreachable)
            {
                yield return Error(HostCodes.PeerUnreachable, probe, null,
                    $"no way leads to {what}", "see to the routes and firewalls between the hosts");
            }
            else if (peer.Answer == PeerAnswer.Refused && Listens(peer, scope))
            {
                yield return Error(HostCodes.PeerRefused,
                    probe, null, $"{what} is refused though the server listens on it",
                    "see whether a firewall rejects it, or whether the name means another host there");
            }
        }

        if (probe.Peers.Any(peer => peer.Answer == PeerAnswer.Untold))
        {
            yield return Warning(HostCodes.PeerUntested,
                probe, null, "nothing there can tell whether the other hosts are reached",
                "install bash or netcat, or see yourself that the firewalls pass the quorum and election ports");
        }
    }

    private static string Name(ProbedPeer peer) => peer.Port == peer.Server.Ports.Election ? "election" : "quorum";

    /// <summary>Members listen for elections, the leader alone for a quorum, a standalone server for neither.</summary>
    private static bool Listens(ProbedPeer peer, PreflightScope scope) =>
        scope.Serving.GetValueOrDefault(peer.Server.Id) switch
        {
            ServerMode.Leader => true,
            ServerMode.Follower => peer.Port == peer.Server.Ports.Election,
            _ => false,
        };
}
