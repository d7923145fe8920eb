using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Security =>
    [
        new("skipACL", YesNo, "3.4.0", "Do not check ACLs at all. Default no."),
        new("authProvider.1", Text, "3.4.0", "Class of an authentication provider; any name may follow the dot."),
        new("DigestAuthenticationProvider.digestAlg", new ChoiceShape("SHA1", "SHA-256", "SHA-384", "SHA-512"), "3.7.0",
            "Hash of digest identities. Default SHA1."),
        new("X509AuthenticationProvider.superUser", Text, "3.5.0", "Name in the certificate of the superuser."),
        new("superUser", Text, "3.4.0", "SASL name of the superuser."),
        new("ensembleAuthName", Text, "3.6.0", "Names of the ensemble that clients may give."),
        new("sessionRequireClientSASLAuth", Flag, "3.6.0", "Refuse clients without SASL. Default false."),
        new("enforce.auth.enabled", Flag, "3.7.0", "Refuse clients without the schemes below. Default false."),
        new("enforce.auth.schemes", List, "3.7.0", "Schemes that clients may identify themselves with."),
        new("allowSaslFailedClients", Flag, "3.4.0", "Serve clients whose SASL failed. Default false."),
        new("enableEagerACLCheck", Flag, "3.8.0", "Check ACLs before the quorum is asked. Default false."),
        new("kerberos.removeHostFromPrincipal", Flag, "3.4.0", "Drop the host from a principal. Default false."),
        new("kerberos.removeRealmFromPrincipal", Flag, "3.4.0", "Drop the realm from a principal. Default false."),
        new("quorum.auth.enableSasl", Flag, "3.4.10 3.5.4", "SASL between servers. Default false."),
        new("quorum.auth.learnerRequireSasl", Flag, "3.4.10 3.5.4", "Learners insist on SASL. Default false."),
        new("quorum.auth.serverRequireSasl", Flag, "3.4.10 3.5.4", "Leaders insist on SASL. Default false."),
        new("quorum.auth.learner.saslLoginContext", Text, "3.4.10 3.5.4", "JAAS section of learners."),
        new("quorum.auth.server.saslLoginContext", Text, "3.4.10 3.5.4", "JAAS section of leaders."),
        new("quorum.auth.kerberos.servicePrincipal", Text, "3.4.10 3.5.4", "Principal of the servers."),
        new("quorum.cnxn.threads.size", Positive, "3.4.10 3.5.4",
            "Threads that open election connections. Default 20."),
        new("sslQuorum", Flag, "3.5.5", "TLS between servers. Default false."),
        new("portUnification", Flag, "3.5.5", "Accept servers with and without TLS. Default false."),
        new("sslQuorumReloadCertFiles", Flag, "3.5.5", "Read changed certificates between servers. Default false."),
        new("client.certReload", Flag, "3.7.2 3.8.5 3.9.0", "Read changed certificates for clients. Default false."),
        new("fips-mode", Flag, "3.8.2", "TLS by the Java machine's own means only. Default true since 3.9."),
        new("ssl.authProvider", Text, "3.5.0", "Scheme of the provider that checks clients' certificates."),
        .. Tls("ssl", "With clients"),
        .. Tls("ssl.quorum", "Between servers"),
    ];

    /// <summary>The same keys exist for the connections of clients and for those between servers.</summary>
    private static Setting[] Tls(string prefix, string where) =>
    [
        new($"{prefix}.keyStore.location", Text, "3.5.5", $"{where}: key store, an absolute path."),
        new($"{prefix}.keyStore.password", Secret, "3.5.5", $"{where}: opens the key store."),
        new($"{prefix}.keyStore.passwordPath", Text, "3.8.0", $"{where}: file with what opens the key store."),
        new($"{prefix}.keyStore.type", Text, "3.5.5", $"{where}: JKS, PEM, PKCS12 or BCFKS. Default: by name."),
        new($"{prefix}.trustStore.location", Text, "3.5.5", $"{where}: trust store, an absolute path."),
        new($"{prefix}.trustStore.password", Secret, "3.5.5", $"{where}: opens the trust store."),
        new($"{prefix}.trustStore.passwordPath", Text, "3.8.0", $"{where}: file with what opens the trust store."),
        new($"{prefix}.trustStore.type", Text, "3.5.5", $"{where}: JKS, PEM, PKCS12 or BCFKS. Default: by name."),
        new($"{prefix}.protocol", Text, "3.5.5", $"{where}: TLS protocol."),
        new($"{prefix}.enabledProtocols", List, "3.5.5", $"{where}: TLS protocols that may be negotiated."),
        new($"{prefix}.ciphersuites", List, "3.5.5", $"{where}: TLS cipher suites that may be negotiated."),
        new($"{prefix}.context.supplier.class", Text, "3.5.5", $"{where}: class that makes the TLS context."),
        new($"{prefix}.hostnameVerification", Flag, "3.5.5",
            $"{where}: compare certificates with host names. Default true."),
        new($"{prefix}.clientHostnameVerification", Flag, "3.9.4",
            $"{where}: compare the connecting side's too. Default false."),
        new($"{prefix}.allowReverseDnsLookup", Flag, "3.8.6 3.9.5",
            $"{where}: look up the name of an address to verify it. Default true."),
        new($"{prefix}.crl", Flag, "3.5.5", $"{where}: ask lists of revoked certificates. Default false."),
        new($"{prefix}.ocsp", Flag, "3.5.5", $"{where}: ask OCSP whether a certificate is revoked. Default false."),
        new($"{prefix}.clientAuth", new ChoiceShape("none", "want", "need"), "3.5.5",
            $"{where}: whether the connecting side shows a certificate. Default need."),
        new($"{prefix}.handshakeDetectionTimeoutMillis", Positive, "3.5.5",
            $"{where}: milliseconds to tell TLS from plain. Default 5000."),
    ];
}
