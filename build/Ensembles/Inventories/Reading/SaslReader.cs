using System.Collections.Immutable;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>security.sasl</c>.</summary>
internal static class SaslReader
{
    /// <returns>The specification with what is said of logins.</returns>
    public static SecuritySpec Read(
        FoundMap security, SecuritySpec spec, IReadOnlyList<FoundServer> servers, ReadContext context)
    {
        if (security.Map("sasl") is not { } map)
        {
            return spec;
        }

        var users = (map.Map("users")?.Values ?? ImmutableDictionary<string, Found>.Empty)
            .ToImmutableSortedDictionary(
                user => user.Key, user => new Secret(((FoundText)user.Value).Value), StringComparer.Ordinal);
        var quorumUser = map.Map("quorumUser");
        return spec with
        {
            ClientSasl = Mechanism(map, "clients"),
            RequireSasl = map.Text("required")?.Value == "true",
            QuorumSasl = Mechanism(map, "quorum"),
            Users = users,
            OwnUser = map.Text("user") is { } user && users.TryGetValue(user.Value, out var password)
                ? new SaslUser(user.Value, password) : null,
            QuorumUser = quorumUser?.Text("name") is { } name && quorumUser.Text("password") is { } secret
                ? new SaslUser(name.Value, new Secret(secret.Value)) : null,
            Kerberos = Kerberos(map, servers, context),
        };
    }

    private static SaslMechanism Mechanism(FoundMap map, string name) => map.Text(name)?.Value switch
    {
        "digest" => SaslMechanism.Digest,
        "kerberos" => SaslMechanism.Kerberos,
        _ => SaslMechanism.None,
    };

    private static KerberosSpec? Kerberos(FoundMap map, IReadOnlyList<FoundServer> servers, ReadContext context)
    {
        if (Mechanism(map, "clients") != SaslMechanism.Kerberos && Mechanism(map, "quorum") != SaslMechanism.Kerberos)
        {
            return null;
        }

        return new(
            SecurityReader.ById(servers, server => map.Text("principal") is { } principal
                ? SecurityReader.ForServer(principal.Value, server, context) : null),
            SecurityReader.ById(servers, server => map.Text("keytab") is { } keytab
                ? SecurityReader.ForServer(keytab.Value, server, context) : null),
            map.Text("ownPrincipal")?.Value,
            map.Text("ownKeytab") is { } own ? context.OnThisMachine(own.Value) : null);
    }
}
