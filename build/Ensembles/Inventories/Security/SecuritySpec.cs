using System.Collections.Immutable;

namespace Ensembles.Inventories.Security;

/// <summary>
/// How clients and servers speak to an ensemble, and as whom: the section <c>security</c> of the inventory. Without the
/// section everything is plain and nobody logs in, unless <c>settings</c> say otherwise.
/// </summary>
public sealed record SecuritySpec
{
    /// <summary>Plain, TLS or both on the client ports. Default plain.</summary>
    public ClientTransport Clients { get; init; }

    /// <summary>A client must show a certificate of <see cref="Authorities"/> (ssl.clientAuth=need). Default false.</summary>
    public bool RequireCertificate { get; init; }

    /// <summary>The servers speak TLS among each other, on quorum and election ports (sslQuorum). Default false.</summary>
    public bool QuorumTls { get; init; }

    /// <summary>
    /// TLS protocols that may be negotiated, in Java's spelling (<c>TLSv1.2</c>, <c>TLSv1.3</c>); empty: as the release
    /// has them.
    /// </summary>
    public ImmutableArray<string> Protocols { get; init; } = [];

    /// <summary>Absolute paths of PEM files on this machine with the certificates that are trusted.</summary>
    public ImmutableArray<string> Authorities { get; init; } = [];

    /// <summary>
    /// Certificate, chain and key of each server, by its id: PEM files on this machine. Empty where nothing is TLS.
    /// </summary>
    public ImmutableSortedDictionary<int, CertificateFiles> Certificates { get; init; } =
        ImmutableSortedDictionary<int, CertificateFiles>.Empty;

    /// <summary>What the suite's own sessions show to the servers; null: no certificate.</summary>
    public CertificateFiles? OwnCertificate { get; init; }

    /// <summary>How clients log in. Default not at all.</summary>
    public SaslMechanism ClientSasl { get; init; }

    /// <summary>Clients that do not log in are refused. Default false.</summary>
    public bool RequireSasl { get; init; }

    /// <summary>How servers log in to each other (quorum.auth.enableSasl). Default not at all.</summary>
    public SaslMechanism QuorumSasl { get; init; }

    /// <summary>Names and passwords of clients with DIGEST-MD5.</summary>
    public ImmutableSortedDictionary<string, Secret> Users { get; init; } =
        ImmutableSortedDictionary<string, Secret>.Empty;

    /// <summary>Name and password by which servers log in to each other with DIGEST-MD5.</summary>
    public SaslUser? QuorumUser { get; init; }

    /// <summary>As whom the suite's own sessions log in: with DIGEST-MD5 one of <see cref="Users"/>.</summary>
    public SaslUser? OwnUser { get; init; }

    /// <summary>Kerberos: the servers' principals and keytabs, and what the suite logs in as; null without it.</summary>
    public KerberosSpec? Kerberos { get; init; }

    /// <summary>How servers speak to each other by this section alone, when nothing is left to do.</summary>
    public QuorumLink Link
    {
        get
        {
            bool sasl = QuorumSasl != SaslMechanism.None;
            return new(QuorumTls, TakesBoth: false, sasl, sasl, sasl);
        }
    }

    /// <summary>Some port is to speak TLS.</summary>
    public bool UsesTls => Clients != ClientTransport.Plain || QuorumTls;

    /// <summary>Someone is to log in by SASL.</summary>
    public bool UsesSasl => ClientSasl != SaslMechanism.None || QuorumSasl != SaslMechanism.None;
}

/// <summary>What a client port speaks.</summary>
public enum ClientTransport
{
    /// <summary>The plain port alone.</summary>
    Plain,

    /// <summary>The plain port, and a port of its own with TLS (secureClientPort).</summary>
    Both,

    /// <summary>The port with TLS alone.</summary>
    Tls,
}

/// <summary>How somebody logs in (SASL).</summary>
public enum SaslMechanism
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>DIGEST-MD5 (RFC 2831): names and passwords.</summary>
    Digest,

    /// <summary>GSSAPI (RFC 4752): Kerberos.</summary>
    Kerberos,
}

/// <summary>PEM files on this machine.</summary>
/// <param name="Certificate">Absolute path: the certificate first, then those of its chain.</param>
/// <param name="Key">Absolute path: its private key (PKCS#8, PKCS#1 or SEC1; may be encrypted).</param>
/// <param name="Passphrase">Opens the key; null where it is not encrypted.</param>
public sealed record CertificateFiles(string Certificate, string Key, Secret? Passphrase);

/// <summary>A name with its password, for DIGEST-MD5.</summary>
public sealed record SaslUser(string Name, Secret Password);

/// <summary>What Kerberos needs.</summary>
/// <param name="Principals">Of each server, by id: <c>zookeeper/HOST@REALM</c>.</param>
/// <param name="Keytabs">
/// Of each server, by id: absolute path on its host. A keytab is put there when a host is enrolled in the realm, and is
/// not distributed.
/// </param>
/// <param name="OwnPrincipal">As whom the suite logs in; null: as the ticket cache of this machine says.</param>
/// <param name="OwnKeytab">Absolute path on this machine; null: the ticket cache.</param>
public sealed record KerberosSpec(
    ImmutableSortedDictionary<int, string> Principals, ImmutableSortedDictionary<int, string> Keytabs,
    string? OwnPrincipal, string? OwnKeytab);
