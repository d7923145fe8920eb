using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>Reads certificates and keys from files: PEM (RFC 7468) or PKCS#12 (RFC 7292), told apart by their bytes.</summary>
public static class CertificateReader
{
    // HRESULT of ERROR_INVALID_PASSWORD, which .NET gives on every system.
    private const int InvalidPassword = unchecked((int)0x80070056);

    /// <summary>The certificates of a trust store; private keys in it are not taken.</summary>
    /// <param name="passphrase">Opens a PKCS#12 file; null where it needs none.</param>
    /// <param name="read">Gives the bytes of a file; null: all of it, however long it is.</param>
    /// <exception cref="CertificateFileException">It cannot be read, or holds no certificate.</exception>
    public static X509Certificate2Collection ReadAuthorities(
        string file, string? passphrase = null, Func<string, byte[]>? read = null)
    {
        var bytes = Bytes(file, read);
        return PemFile.IsPem(bytes) ? PemFile.Certificates(file, bytes)
            : [.. Pkcs12(file, bytes, passphrase).Select(one => X509CertificateLoader.LoadCertificate(one.RawDataMemory.Span))];
    }

    /// <summary>A certificate with its private key and its chain.</summary>
    /// <param name="certificate">PEM: the certificate and those of its chain; or PKCS#12 with the key.</param>
    /// <param name="key">PEM with the key (PKCS#8, PKCS#1, SEC1); null: it stands in the certificate's file.</param>
    /// <param name="passphrase">Opens the key or the PKCS#12 file; null where it is not encrypted.</param>
    /// <param name="read">As of <see cref="ReadAuthorities"/>.</param>
    /// <exception cref="CertificateFileException">A file cannot be used, or the key is another certificate's.</exception>
    public static TlsIdentity ReadIdentity(
        string certificate, string? key = null, string? passphrase = null, Func<string, byte[]>? read = null)
    {
        var bytes = Bytes(certificate, read);
        if (PemFile.IsPem(bytes))
        {
            var all = PemFile.Certificates(certificate, bytes);
            var keyFile = key ?? certificate;
            return PemKey.Read(keyFile, key is null ? bytes : Bytes(keyFile, read), passphrase).Identity(all, certificate);
        }

        if (key is not null)
        {
            throw new CertificateFileException(
                certificate, CertificateFileFault.NoCertificate, "holds no PEM certificate; a PKCS#12 file has its key within, so name no other key file");
        }

        var held = Pkcs12(certificate, bytes, passphrase);
        var own = held.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CertificateFileException(
            certificate, CertificateFileFault.NoKey, "holds certificates and no private key: it is a trust store");
        return new TlsIdentity(own, [.. held.Where(one => one != own)]);
    }

    private static X509Certificate2Collection Pkcs12(string file, byte[] bytes, string? passphrase)
    {
        if (bytes is [0xFE, 0xED, 0xFE, 0xED, ..])
        {
            throw new CertificateFileException(file, CertificateFileFault.NoCertificate, "is a Java key store (JKS): make it PKCS#12 by " +
                "keytool -importkeystore -deststoretype PKCS12");
        }

        try
        {
            var held = X509CertificateLoader.LoadPkcs12Collection(bytes, passphrase);
            return held.Count > 0 ? held : throw new CertificateFileException(file, CertificateFileFault.NoCertificate, "holds no certificate");
        }
        catch (CryptographicException fault) when (fault.HResult == InvalidPassword)
        {
            throw new CertificateFileException(
                file, passphrase is null ? CertificateFileFault.Encrypted : CertificateFileFault.WrongPassphrase,
                passphrase is null ? "is encrypted: a passphrase is needed" : "the passphrase is wrong", fault);
        }
        catch (CryptographicException fault)
        {
            throw new CertificateFileException(
                file, CertificateFileFault.NoCertificate, $"holds no certificate: neither PEM nor PKCS#12 ({fault.Message})", fault);
        }
    }

    private static byte[] Bytes(string file, Func<string, byte[]>? read)
    {
        try
        {
            return (read ?? File.ReadAllBytes)(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CertificateFileException(file, CertificateFileFault.Unreadable, $"cannot be read: {fault.Message}", fault);
        }
    }
}
