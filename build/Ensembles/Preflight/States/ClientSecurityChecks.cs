using Ensembles.Findings;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;

namespace Ensembles.Preflight.States;

/// <summary>
/// TLS and logins of clients come and go by a state in which both are taken: clients are moved in between, by people.
/// What would cut clients off at the first restart, the suite's own sessions among them, is refused.
/// </summary>
internal static class ClientSecurityChecks
{
    public static IEnumerable<Finding> Of(StateScope scope)
    {
        var wanted = scope.Inventory.Security;
        foreach (var member in scope.Running)
        {
            var file = ZooCfg.Parse(member.Files.GetValueOrDefault(member.Server.ZooCfgPath()) ?? "");
            var listens = member.Facts.Process?.ListeningPorts ?? [];
            if (wanted.Clients == ClientTransport.Tls && !listens.Contains(member.Server.Ports.Secure)
                && listens.Contains(member.Server.Ports.Client))
            {
                yield return scope.Error(HostCodes.ClientTlsSwitch, member.Server,
                    $"its clients use the plain port {member.Server.Ports.Client}, which security.clients: tls closes, and no " +
                    $"process listens on the port with TLS, {member.Server.Ports.Secure}, yet",
                    "write clients: both and expand; let the clients use the port with TLS; then write clients: tls");
            }

            if (wanted.ClientSasl != SaslMechanism.None && wanted.RequireSasl && !member.TakesLogins)
            {
                yield return scope.Error(HostCodes.ClientLoginSwitch, member.Server,
                    "it cannot check a login of a client yet, and with security.sasl.required: true those restarted before " +
                    "it would refuse whoever does not log in",
                    "write required: false and expand; let the clients log in; then write required: true");
            }

            if (wanted.ClientSasl == SaslMechanism.None && Requires(file))
            {
                yield return scope.Error(HostCodes.ClientLoginSwitch, member.Server,
                    "it refuses clients that do not log in, and the inventory has no login any more",
                    "keep the logins under security.sasl with required: false and expand; then remove them");
            }
        }
    }

    private static bool Requires(ZooCfg file) =>
        file["sessionRequireClientSASLAuth"] == "true"
        || (file["enforce.auth.enabled"] == "true" && file["enforce.auth.schemes"]?.Contains("sasl", StringComparison.Ordinal) == true);
}
