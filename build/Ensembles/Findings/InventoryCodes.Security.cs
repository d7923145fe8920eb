namespace Ensembles.Findings;

/// <summary>Faults of <c>security</c>, and of the certificates and keys that it names.</summary>
public static partial class InventoryCodes
{
    public static readonly FindingCode SecurityUnsupported = new(1601, "TLS or logins unknown to the release",
        "The release of the inventory cannot do what the section security asks for.",
        "Use a later release, or remove the key.");

    public static readonly FindingCode ProtocolUnsupported = new(1602, "TLS protocol not usable with the release",
        "The release offers no cipher suites of TLS 1.3 (ZOOKEEPER-4415), and no other protocol is allowed.",
        "Allow TLSv1.2 too, name cipher suites of TLS 1.3 in the settings, or use 3.9.2 or later.");

    public static readonly FindingCode SecurityContradiction = new(1603, "Setting contradicts the section security",
        "A key of settings, or an option of Java, and the section security decide the same thing.",
        "Remove the setting; the section writes it.");

    public static readonly FindingCode SecurityUnused = new(1604, "Key of security without effect",
        "What is written has an effect only together with another key, which is not there.",
        "Write the key that the message names, or remove this one.");

    public static readonly FindingCode SecurityFileMissing = new(1605, "Certificate or key file not found",
        "A file with certificates or a private key does not exist on this machine.",
        "Correct the path; relative paths begin at the project, and {id} stands for the server's id.");

    public static readonly FindingCode SecurityFileUnreadable = new(1606, "Certificate or key file not readable",
        "A file with certificates or a private key exists and cannot be read.",
        "Let the account that runs the suite read it.");

    public static readonly FindingCode NoCertificate = new(1607, "No certificate in the file",
        "The file is empty, is not in PEM, or holds something else than certificates.",
        "Write certificates in PEM; openssl x509 -inform DER converts others.");

    public static readonly FindingCode NoKey = new(1608, "No usable private key in the file",
        "The file holds no private key of RSA or EC in PEM, or one in an encryption that is not supported.",
        "Convert the key by openssl pkcs8 -topk8.");

    public static readonly FindingCode KeyEncrypted = new(1609, "Passphrase of a private key missing",
        "The private key is encrypted, and no passphrase is given.",
        "Write the passphrase as an environment variable.");

    public static readonly FindingCode WrongPassphrase = new(1610, "Wrong passphrase of a private key",
        "The passphrase does not open the private key.",
        "Correct the passphrase.");

    public static readonly FindingCode KeyOfAnotherCertificate = new(1611, "Key and certificate do not belong together",
        "The private key is not that of the first certificate in the file.",
        "Give the key of the certificate; write the server's own certificate first in its file.");

    public static readonly FindingCode CertificateExpired = new(1612, "Certificate expired",
        "A certificate of a server or of its chain is no longer valid; no client and no server would accept it.",
        "Renew the certificate.");

    public static readonly FindingCode CertificateNotYetValid = new(1613, "Certificate not yet valid",
        "The validity of a certificate begins in the future.",
        "Use a certificate that is valid now, or correct the clock of this machine.");

    public static readonly FindingCode CertificateExpiresSoon = new(1614, "Certificate expires soon",
        "A certificate expires within 30 days.",
        "Renew the certificate, and deploy again.");

    public static readonly FindingCode CertificateUntrusted = new(1615, "Certificate leads to no authority",
        "None of the authorities has signed the certificate, directly or through the certificates of its chain.",
        "Add the certificate of its issuer to the authorities, or those between to the file of the certificate.");

    public static readonly FindingCode AuthorityExpired = new(1616, "Certificate of an authority expired",
        "A trusted certificate is no longer valid.",
        "Renew it, or remove it from the authorities.");

    public static readonly FindingCode AuthoritiesAlike = new(1617, "Two authorities with the same name",
        "ZooKeeper keeps trusted certificates by their subject (PemReader.loadTrustStore), and so only the last of two.",
        "Trust one of them, or give the new authority a name of its own.");

    public static readonly FindingCode CertificateNames = new(1618, "Certificate for other hosts",
        "The alternative names of the certificate do not have the host by which others connect to the server.",
        "Issue a certificate with the host among its alternative names: a name as DNS, an address as IP.");

    public static readonly FindingCode CertificateUsage = new(1619, "Certificate for another use",
        "The key usage of the certificate does not allow a server of TLS, or a client, which servers are to each other.",
        "Issue a certificate for serverAuth and, for TLS between servers, clientAuth.");

    public static readonly FindingCode RefusedAlgorithm = new(1620, "Certificate that Java refuses",
        "The key is too short, or the signature is made with an algorithm that Java disables (jdk.certpath.disabledAlgorithms).",
        "Issue a certificate with RSA of 2048 bits or an EC key of 256 bits or more, signed with SHA-256.");

    public static readonly FindingCode WeakAlgorithm = new(1621, "Weak certificate",
        "The key is short, or the signature is made with SHA-1; some Java machines and OpenSSL releases refuse it.",
        "Issue a certificate with RSA of 2048 bits or an EC key of 256 bits or more, signed with SHA-256.");

    public static readonly FindingCode KeyFileExposed = new(1622, "Private key readable by others",
        "Other accounts of this machine may read the private key.",
        "Set the mode of the file to 0600.");

    public static readonly FindingCode OwnCertificateMissing = new(1623, "Certificate of the suite's sessions missing",
        "Clients must show a certificate on the only client port, and so must the sessions that prove each step.",
        "Write security.ownCertificate, or write clients: both.");

    public static readonly FindingCode OwnIdentityMissing = new(1624, "Login of the suite's sessions missing",
        "Clients must log in, and so must the sessions that prove each step.",
        "Write security.sasl.user, or ownPrincipal for Kerberos.");

    public static readonly FindingCode UnknownSaslUser = new(1625, "Unknown user",
        "The user that the suite logs in as is not among the users of the section.",
        "Add the user with a password, or correct the name.");

    public static readonly FindingCode SaslUsersMissing = new(1626, "No users for digest logins",
        "Clients log in by name and password, and there is no name.",
        "Write security.sasl.users.");

    public static readonly FindingCode QuorumUserMissing = new(1627, "No user for logins between servers",
        "Servers log in to each other by name and password, and none is given.",
        "Write security.sasl.quorumUser.");

    public static readonly FindingCode UnusablePassword = new(1628, "Password that a JAAS file cannot carry",
        "Java replaces ${…} in the values of a JAAS file, or the value is the placeholder of a printed command.",
        "Use another password.");

    public static readonly FindingCode LoginsNeedOurFiles = new(1629, "Logins with files that are not the suite's",
        "SASL needs an option of Java, which java.env carries, and with files: theirs java.env stays as it is.",
        "Write files: ours, or remove sasl and keep the logins in files of your own.");

    public static readonly FindingCode KerberosIncomplete = new(1630, "Principal or keytab missing",
        "Kerberos needs the servers' principal and keytab.",
        "Write security.sasl.principal and keytab.");

    public static readonly FindingCode CertificatesAlwaysAsked = new(1631, "Clients without certificates are refused",
        "Releases before 3.5.7 ask every client with TLS for a certificate, whatever the configuration says.",
        "Write requireCertificate: true, or use 3.5.7 or later.");

    public static readonly FindingCode TransportIncomplete = new(1632, "Files for TLS missing",
        "TLS needs the certificate and key of each server, and the authorities that are trusted.",
        "Write security.certificate, key and authorities.");

    public static readonly FindingCode TlsAloneIsStatic = new(1633, "TLS alone under dynamic membership",
        "The list that ZooKeeper keeps names a plain client port for every member, and a reconfig needs it (ZOOKEEPER-4276, " +
        "3.10).",
        "Write clients: both, and let a firewall keep the plain port to the hosts of the ensemble.");

    public static readonly FindingCode QuorumLoginsContradict = new(1634, "Logins between servers contradict each other",
        "quorum.auth.serverRequireSasl needs learnerRequireSasl, and both need enableSasl; ZooKeeper ends at its start otherwise.",
        "Write the missing ones too, or the section security.sasl with quorum.");
}
