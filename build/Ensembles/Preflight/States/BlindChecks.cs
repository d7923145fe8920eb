using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories.Security;
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
            && scope.Inventory.Security.Clients == ClientTransport.Plain
        select scope.Error(HostCodes.TlsOnly, server.Server,
            "it runs without a plain client port: its zoo.cfg has secureClientPort only, so nothing can be measured " +
            "through it",
            "write the section security (clients: tls, authorities, certificate, key) into the inventory, with " +
            "ports.secure as its zoo.cfg has it");

    private static bool HasOnlyTls(ServerObservation server)
    {
        if (server.Files.GetValueOrDefault(server.Server.ZooCfgPath()) is not { } text)
        {
            return false;
        }

        var file = ZooCfg.Parse(text);
        return file["secureClientPort"] is not null && file["clientPort"] is null && !HasPortInItsLine(server);
    }

    /// <summary>By the files as they are: the lists that plans are made from have the inventory's ports.</summary>
    private static bool HasPortInItsLine(ServerObservation server) => server.Files.Values.SelectMany(text => text.Split('\n')).Any(line =>
        line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"server.{server.Server.Id}="), StringComparison.Ordinal)
        && line.Contains(';', StringComparison.Ordinal));
}
