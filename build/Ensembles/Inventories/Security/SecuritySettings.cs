using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Metrics;
using Ensembles.Inventories.Settings;
using ZooKeeper;

namespace Ensembles.Inventories.Security;

/// <summary>The keys of zoo.cfg that the section <c>security</c> makes (QuorumPeerConfig, X509Util, AuthenticationHelper).</summary>
public static class SecuritySettings
{
    /// <summary>Key, certificate and chain of a server, in its folder of configuration.</summary>
    public const string KeyStore = "keystore.pem";

    /// <summary>The trusted certificates, beside it.</summary>
    public const string TrustStore = "truststore.pem";

    /// <summary>Names and passwords, or principals, of the Java machine (JAAS), beside it.</summary>
    public const string Logins = "jaas.conf";

    /// <summary>One of the files that are never read back.</summary>
    internal static bool IsStore(string name) => Stores.Contains(name);

    /// <summary>All of these.</summary>
    internal static readonly ImmutableArray<string> Stores = [KeyStore, TrustStore, Logins];

    /// <summary>Java's own means of TLS alone, and no DIGEST-MD5: on by default since 3.9.</summary>
    internal const string FipsMode = "fips-mode";

    internal const string SaslProvider = "org.apache.zookeeper.server.auth.SASLAuthenticationProvider";

    internal static readonly ImmutableArray<string> LinkKeys =
        [QuorumLink.TlsKey, QuorumLink.BothKey, QuorumLink.SaslKey, QuorumLink.LearnerKey, QuorumLink.ServerKey];

    /// <summary>What the section adds to the settings of one server.</summary>
    /// <param name="pass">
    /// How the server is to speak to the others for now; null: as in the end (<see cref="Inventory.WantedLink"/>).
    /// </param>
    public static ImmutableSortedDictionary<string, string> Of(
        Inventory inventory, Server server, QuorumLink? pass = null)
    {
        var keys = Of(inventory.Security, server, inventory.Release.Version, inventory.Settings.Values);
        if (pass is not { } link)
        {
            return keys;
        }

        var passing = keys.RemoveRange(LinkKeys).ToBuilder();
        AddLink(passing, link);
        if (IsLeavingTls(inventory, link))
        {
            AddStores(passing, "ssl.quorum", inventory.Security, server);
        }

        return passing.ToImmutable();
    }

    /// <summary>As the section says it, when nothing is left to do.</summary>
    /// <param name="settings">May have a provider of logins already.</param>
    internal static ImmutableSortedDictionary<string, string> Of(
        SecuritySpec spec, Server server, Version release, ImmutableSortedDictionary<string, string> settings)
    {
        var keys = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        AddClients(keys, spec, server, release);
        AddClientLogins(keys, spec, settings, release);
        if (spec.QuorumTls)
        {
            AddStores(keys, "ssl.quorum", spec, server);
            AddReload(keys, "sslQuorumReloadCertFiles", release);
        }

        if (spec.QuorumSasl == SaslMechanism.Kerberos && spec.Kerberos?.Principals.ContainsKey(server.Id) == true)
        {
            keys["quorum.auth.kerberos.servicePrincipal"] = ServicePrincipal(spec.Kerberos, server);
        }

        if ((spec.QuorumSasl == SaslMechanism.Digest || spec.ClientSasl == SaslMechanism.Digest) && release.IsFipsByDefault)
        {
            keys[FipsMode] = "false";
        }

        AddLink(keys, spec.Link);
        return keys.ToImmutable();
    }

    /// <summary>All keys of the inventory's settings and of its sections: what zoo.cfg has.</summary>
    /// <param name="pass">As for <see cref="Of(Inventory, Server, QuorumLink?)"/>; what the settings say of it does not hold then.</param>
    public static ImmutableSortedDictionary<string, string> WithSettings(
        Inventory inventory, Server server, QuorumLink? pass = null)
    {
        var settings = inventory.Settings.Values;

        // A key that says what is the default anyway stays, so that the last pass changes nothing more.
        return (pass is null ? settings : settings.RemoveRange(LinkKeys.Where(key =>
                !"false".Equals(settings.GetValueOrDefault(key), StringComparison.OrdinalIgnoreCase))))
            .SetItems(Of(inventory, server, pass)).SetItems(MetricsSettings.Of(inventory, server));
    }

    /// <summary>
    /// A changed key or trust store is read without a restart: by the release (sslQuorumReloadCertFiles of 3.5.5,
    /// client.certReload of 3.7.2, 3.8.5 and 3.9), wherever it is used.
    /// </summary>
    public static bool AreReloaded(Inventory inventory) =>
        (inventory.Security.Clients == ClientTransport.Plain || Knows(inventory.Release.Version, "client.certReload"))
        && (!inventory.Security.QuorumTls || Knows(inventory.Release.Version, "sslQuorumReloadCertFiles"));

    private static void AddClients(
        ImmutableSortedDictionary<string, string>.Builder keys, SecuritySpec spec, Server server, Version release)
    {
        if (spec.Clients == ClientTransport.Plain)
        {
            return;
        }

        keys["secureClientPort"] = server.Ports.Secure.ToString(CultureInfo.InvariantCulture);
        if (server.OwnClientAddress is { } address)
        {
            keys["secureClientPortAddress"] = address;
        }

        // The default factory (NIO) has no TLS.
        keys["serverCnxnFactory"] = "org.apache.zookeeper.server.NettyServerCnxnFactory";
        if (release.ReadsClientAuth)
        {
            keys["ssl.clientAuth"] = spec.RequireCertificate ? "need" : "none";
        }

        AddStores(keys, "ssl", spec, server);
        AddReload(keys, "client.certReload", release);
    }

    private static void AddClientLogins(
        ImmutableSortedDictionary<string, string>.Builder keys, SecuritySpec spec,
        ImmutableSortedDictionary<string, string> settings, Version release)
    {
        if (spec.ClientSasl == SaslMechanism.None)
        {
            return;
        }

        if (!settings.Any(setting =>
            setting.Key.StartsWith(SettingTable.FreePrefix, StringComparison.Ordinal) && setting.Value == SaslProvider))
        {
            keys["authProvider.sasl"] = SaslProvider;
        }

        if (!spec.RequireSasl)
        {
            return;
        }

        if (Knows(release, "enforce.auth.enabled"))
        {
            keys["enforce.auth.enabled"] = "true";
            keys["enforce.auth.schemes"] = "sasl";
        }
        else
        {
            keys["sessionRequireClientSASLAuth"] = "true";
        }
    }

    private static void AddLink(ImmutableSortedDictionary<string, string>.Builder keys, QuorumLink link)
    {
        bool[] states = [link.Tls, link.TakesBoth, link.Sasl, link.LearnerInsists, link.ServerInsists];
        foreach (var (key, _) in LinkKeys.Zip(states).Where(state => state.Second))
        {
            keys[key] = "true";
        }
    }

    /// <summary>
    /// TLS for now and not in the end: the stores of before still stand on the host, and are used until then.
    /// </summary>
    private static bool IsLeavingTls(Inventory inventory, QuorumLink link) =>
        (link.Tls || link.TakesBoth) && !inventory.WantedLink.Tls && !inventory.WantedLink.TakesBoth
        && !inventory.Settings.Values.ContainsKey("ssl.quorum.keyStore.location")
        && !inventory.Java.Flags.Any(flag => flag.Contains("ssl.quorum.keyStore.", StringComparison.Ordinal));

    private static void AddStores(
        ImmutableSortedDictionary<string, string>.Builder keys, string prefix, SecuritySpec spec, Server server)
    {
        // The ending .pem tells the type (KeyStoreFileType.fromFilename).
        keys[prefix + ".keyStore.location"] = $"{server.Paths.Config}/{KeyStore}";
        keys[prefix + ".trustStore.location"] = $"{server.Paths.Config}/{TrustStore}";
        if (spec.Protocols is { Length: > 0 } protocols)
        {
            // A context of an older protocol would not negotiate a newer one (SSLContextImpl).
            keys[prefix + ".protocol"] = protocols.Max(StringComparer.Ordinal)!;
            keys[prefix + ".enabledProtocols"] = string.Join(',', protocols);
        }
    }

    private static void AddReload(
        ImmutableSortedDictionary<string, string>.Builder keys, string key, Version release)
    {
        if (Knows(release, key))
        {
            keys[key] = "true";
        }
    }

    /// <summary>
    /// As whom a server takes the others to be: <c>_HOST</c> is the host of each (SecurityUtils.createSaslClient).
    /// </summary>
    private static string ServicePrincipal(KerberosSpec kerberos, Server server)
    {
        string principal = kerberos.Principals[server.Id].Split('@')[0];
        return kerberos.Principals.Values.Distinct().Count() > 1 ? $"{principal.Split('/')[0]}/_HOST" : principal;
    }

    private static bool Knows(Version release, string key) => SettingTable.Find(key)!.IsKnownTo(release);
}
