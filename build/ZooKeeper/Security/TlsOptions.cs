using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>How a connection to a server is encrypted, whom it trusts and what it shows of itself.</summary>
public sealed record TlsOptions
{
    /// <summary>
    /// The certificates that a server's certificate must lead to; the machine's own store does not count then. One that
    /// is no authority's is trusted by itself, as in a Java trust store. Empty: the machine's store. Default empty.
    /// </summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>What is shown to servers that ask (<c>ssl.clientAuth</c>); null: nothing. Default null.</summary>
    public TlsIdentity? Identity { get; init; }

    /// <summary>Those that may be agreed on. Default TLS 1.2 and 1.3.</summary>
    [SuppressMessage("Security", "CA5398", Justification = "ZooKeeper's default is one of these two, by its Java.")]
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>
    /// The server's certificate must have the name, or the IP address, by which the server is called
    /// (<c>ssl.hostnameVerification</c>). Default true.
    /// </summary>
    public bool CheckName { get; init; } = true;

    /// <summary>
    /// The name that every server's certificate must have, and that servers are told (SNI); null: the host of the
    /// server's address. Default null.
    /// </summary>
    public string? TargetName { get; init; }

    /// <summary>Reads the files of a client.</summary>
    /// <param name="authorities">PEM or PKCS#12 files with trusted certificates; none: the machine's store.</param>
    /// <param name="certificate">PEM with certificate and chain, or PKCS#12; null: no certificate is shown.</param>
    /// <param name="key">The PEM file with its private key; null: the key stands in the certificate's file.</param>
    /// <param name="passphrase">Opens the key or the PKCS#12 file; null where it is not encrypted.</param>
    /// <exception cref="CertificateFileException">A file cannot be used; the message says which, and why.</exception>
    public static TlsOptions Load(
        IEnumerable<string> authorities, string? certificate = null, string? key = null, string? passphrase = null)
    {
        X509Certificate2Collection trusted = [];
        foreach (var file in authorities)
        {
            trusted.AddRange(CertificateReader.ReadAuthorities(file));
        }

        return new TlsOptions
        {
            Authorities = trusted,
            Identity = certificate is null ? null : CertificateReader.ReadIdentity(certificate, key, passphrase),
        };
    }
}

/// <summary>A certificate with its private key, and the certificates between it and its authority.</summary>
/// <param name="Chain">Sent along; the authority itself need not be in it.</param>
public sealed record TlsIdentity(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>
    /// It stands before its chain in its file, as a server reads it (PemReader); this client takes any order. Default true.
    /// </summary>
    public bool StandsFirst { get; init; } = true;
}
