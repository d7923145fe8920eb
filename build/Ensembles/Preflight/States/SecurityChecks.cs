using Ensembles.Findings;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rendering;

namespace Ensembles.Preflight.States;

/// <summary>
/// TLS and logins of clients come and go by a state in which both are taken: clients are moved in between, by people.
/// What would cut clients off at the first restart, the suite's own sessions among them, is refused; so is a server of
/// which it cannot be told how it speaks to the others.
/// </summary>
internal static class SecurityChecks
{
    private const string Password = "Store.password";

    public static IEnumerable<Finding> Of(StateScope scope)
    {
        var wanted = scope.Inventory.Security;
        foreach (var member in scope.Running)
        {
            var file = ZooCfg.Parse(member.Files.GetValueOrDefault(member.Server.ZooCfgPath()) ?? "");
            var listens = member.Facts.Process?.ListeningPorts ?? [];
            if (WhyLinkUnknown(scope, member) is { } why)
            {
                yield return scope.Error(HostCodes.LinkUnknown, member.Server, why,
                    "restart this server by hand, with a file by which it can talk to the others, while a majority of them serves, " +
                    "and see that it follows; then run this again");
            }

            if (member.WhyTrustUnknown is { } unknown)
            {
                yield return scope.Error(HostCodes.TrustUnknown, member.Server,
                    $"{unknown}, and the inventory's certificates are of another authority than those in use: it may not trust the others",
                    "give the servers certificates of the authority in use and expand, then replace it by one with another name");
            }

            if (wanted.Clients != ClientTransport.Plain && Leaving(scope, member) is { Length: > 0 } leaving)
            {
                yield return scope.Warning(HostCodes.AuthorityLeaves, member.Server,
                    $"clients were given the authority {leaving}, which security.authorities does not have any more: those that " +
                    "trust no other cannot connect once this server has its new certificate",
                    "give the clients the new authority before this, or keep the old one under authorities until they have it");
            }

            foreach (var key in member.Differences.Where(other => other is { Key: { } key, InForce: not null, Wanted: null }
                && key.EndsWith(Password, StringComparison.Ordinal)
                && scope.Inventory.Settings.Values.ContainsKey(key[..^Password.Length] + "Store.location")).Select(other => other.Key))
            {
                yield return scope.Error(HostCodes.StorePasswordMissing, member.Server,
                    $"its zoo.cfg has {key}, and the inventory has the store's location without it: it would start and not be able " +
                    "to open the store", $"write settings.{key} as a variable, or give the store a password that the suite can write");
            }

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

    private static string Leaving(StateScope scope, ServerObservation member) => string.Join(", ", Rotation
        .OtherAuthorities(scope.Inventory, member.TrustStore)
        .Where(one => one.NotAfter > DateTime.Now).Select(one => $"'{one.Subject}'"));

    /// <summary>
    /// What the process takes is measured for TLS; logins are not, so a file that the process has not read tells nothing of
    /// them. Null where it is known.
    /// </summary>
    private static string? WhyLinkUnknown(StateScope scope, ServerObservation member)
    {
        var believed = member.Link ?? default;
        var path = member.Server.ZooCfgPath();
        if (member.Greeting is { AnswersTls: var answers } && answers != (believed.Tls || believed.TakesBoth))
        {
            return $"its election port {member.Server.Ports.Election} {(answers ? "answers" : "does not answer")} by TLS, and by " +
                $"{path} it speaks {believed}: its process runs with another file";
        }

        return member.Facts.IsNewer(path)
            && (scope.Inventory.WantedLink.Sasl || believed.Sasl || (member.FiledLink ?? default).Sasl)
            ? $"{path} was written after its process was started, so it is not known whether the process logs in to the others"
            : null;
    }

    private static bool Requires(ZooCfg file) =>
        file["sessionRequireClientSASLAuth"] == "true"
        || (file["enforce.auth.enabled"] == "true" && file["enforce.auth.schemes"]?.Contains("sasl", StringComparison.Ordinal) == true);
}
