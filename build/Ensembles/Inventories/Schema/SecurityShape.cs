using static Ensembles.Inventories.Schema.TextFormat;

namespace Ensembles.Inventories.Schema;

/// <summary>The keys of <c>security</c>.</summary>
internal static class SecurityShape
{
    private static readonly TextShape File = new(Line);
    private static readonly TextShape Password = new(Line, Secret: true);
    private static readonly ChoiceShape Mechanism = new("none", "digest", "kerberos");

    private static readonly MapShape OwnCertificate = new(
        new("certificate", File, "PEM file: the certificate, then its chain.", "certificate: pki/suite.pem", true),
        new("key", File, "PEM file: its private key.", "key: pki/suite.key", true),
        new("passphrase", Password, "Opens the key; write ${NAME}, an environment variable."));

    private static readonly MapShape QuorumUser = new(
        new("name", new TextShape(User), "As whom every server logs in to the others.", "name: zookeeper", true),
        new("password", Password, "Its password; write ${NAME}.", "password: ${NAME}", true));

    private static readonly MapShape Sasl = new(
        new("clients", Mechanism, "How clients log in: digest is DIGEST-MD5, a name and a password. Default none."),
        new("required", new FlagShape(), "Refuse clients that do not log in (3.6.0 and later). Default false."),
        new("quorum", Mechanism, "How servers log in to each other (3.4.10, 3.5.4 and later). Default none."),
        new("users", new UsersShape(), "Names of clients with their passwords; write ${NAME} for each."),
        new("user", new TextShape(User), "As whom the suite's own sessions log in: one of users."),
        new("quorumUser", QuorumUser, "Where quorum is digest: as whom servers log in to each other."),
        new("principal", new TextShape(ServicePrincipal),
            "Kerberos: the servers' principal. {host} and {id} are replaced.",
            "principal: zookeeper/{host}@EXAMPLE.COM"),
        new("keytab", File,
            "Kerberos: absolute path of the principal's keytab on the servers' hosts, which is not distributed. "
            + "{id}, {host} and {ensemble} are replaced.", "keytab: /etc/zookeeper/zookeeper.keytab"),
        new("ownPrincipal", new TextShape(Principal),
            "Kerberos: as whom the suite's own sessions log in. Default: as the ticket cache says."),
        new("ownKeytab", File, "Kerberos: its keytab on this machine. Default: the ticket cache."));

    public static readonly MapShape Section = new(
        new("clients", new ChoiceShape("plain", "both", "tls"),
            "What clients may speak: both and tls open ports.secure, tls closes ports.client (3.5.5 and later). "
            + "Default plain."),
        new("requireCertificate", new FlagShape(),
            "Clients with TLS must show a certificate of the authorities. Default false."),
        new("quorum", new ChoiceShape("plain", "tls"),
            "What servers speak among each other (tls: 3.5.5 and later). Default plain."),
        new("protocols", new ListShape(new ChoiceShape("TLSv1.3", "TLSv1.2"), Min: 1),
            "TLS protocols that may be negotiated. Default: the release's own."),
        new("authorities", new EitherShape(new ListShape(File, Min: 1), File),
            "PEM files with the certificates that servers and suite trust; relative to the project.",
            "authorities: [pki/ca.pem]"),
        new("certificate", File,
            "PEM file of each server: its certificate, then its chain. {id}, {host} and {ensemble} are replaced.",
            "certificate: pki/zk{id}.pem"),
        new("key", File, "PEM file of each server: its private key, RSA or EC.", "key: pki/zk{id}.key"),
        new("passphrase", Password, "Opens the keys; write ${NAME}, an environment variable."),
        new("ownCertificate", OwnCertificate, "What the suite's own sessions show to the servers."),
        new("sasl", Sasl, "Logins by SASL."));
}
