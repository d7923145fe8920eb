using Ensembles.Findings;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rendering;

namespace Ensembles.Preflight.States;

/// <summary>Servers that run and cannot be asked: no waiting makes them answer.</summary>
internal static class BlindChecks
{
    public static IEnumerable<Finding> Of(StateScope scope) =>
        from server in scope.Seen.Servers
        where server is { Facts.Pid: not null, Status: null } && HasOnlyTls(server)
        select scope.Error(HostCodes.TlsOnly, server.Server,
            "it runs without a plain client port: its zoo.cfg has secureClientPort only, so nothing can be measured " +
            "through it",
            $"give it clientPort={server.Server.Ports.Client} beside secureClientPort (clientPortAddress may keep it " +
            "on an inner address), restart it by hand, then run this again");

    private static bool HasOnlyTls(ServerObservation server)
    {
        if (server.Files.GetValueOrDefault(server.Server.ZooCfgPath()) is not { } text)
        {
            return false;
        }

        var file = ZooCfg.Parse(text);
        return file["secureClientPort"] is not null && file["clientPort"] is null
            && CurrentMembership.ListOf(server.State)?.Lines.GetValueOrDefault(server.Server.Id) is not { ClientPort: not null };
    }
}
