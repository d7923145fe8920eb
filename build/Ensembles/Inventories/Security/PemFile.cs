using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;
using ZooKeeper.Security;

namespace Ensembles.Inventories.Security;

/// <summary>Reads files of certificates and keys on this machine, and says what is wrong with one as a finding.</summary>
internal static class PemFile
{
    private const int LongestFile = 1 << 20;

    /// <summary>The certificates of a file in their order; null and a fault where it has none.</summary>
    public static X509Certificate2Collection? Certificates(string path, out PemFault? fault) =>
        Try(() => CertificateReader.ReadAuthorities(path, null, Read), keyFile: null, out fault);

    /// <summary>The certificate with its key, and its issuers; null and a fault where they cannot be used.</summary>
    public static TlsIdentity? Identity(CertificateFiles files, out PemFault? fault)
    {
        var identity = Try(
            () => CertificateReader.ReadIdentity(files.Certificate, files.Key, files.Passphrase?.Value, Read),
            files.Key, out fault);
        if (identity is not { StandsFirst: false })
        {
            return identity;
        }

        fault = new(InventoryCodes.KeyOfAnotherCertificate, true,
            $"{files.Key} belongs to a later certificate of {files.Certificate}",
            "write the server's own certificate first, then its issuers");
        return null;
    }

    private static byte[] Read(string path) =>
        File.Exists(path) ? BoundedFile.ReadBytes(path, LongestFile) : throw new FileNotFoundException("it does not exist");

    private static T? Try<T>(Func<T> read, string? keyFile, out PemFault? fault) where T : class
    {
        try
        {
            fault = null;
            return read();
        }
        catch (CertificateFileException found)
        {
            var (code, remedy) = KindOf(found);
            fault = new(code, found.File == keyFile, found.Message, remedy);
            return null;
        }
    }

    private static (FindingCode Code, string Remedy) KindOf(CertificateFileException found) => found.Fault switch
    {
        CertificateFileFault.Unreadable when found.InnerException is FileNotFoundException =>
            (InventoryCodes.SecurityFileMissing, "correct the path, or make the file"),
        CertificateFileFault.Unreadable =>
            (InventoryCodes.SecurityFileUnreadable, "let the account that runs the suite read it"),
        CertificateFileFault.NoCertificate => (InventoryCodes.NoCertificate,
            "write one that begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform DER converts others"),
        CertificateFileFault.Encrypted =>
            (InventoryCodes.KeyEncrypted, "write the passphrase as ${NAME}, an environment variable"),
        CertificateFileFault.WrongPassphrase => (InventoryCodes.WrongPassphrase, "correct the passphrase"),
        CertificateFileFault.KeyOfAnotherCertificate =>
            (InventoryCodes.KeyOfAnotherCertificate, "give the two that belong together"),
        _ => (InventoryCodes.NoKey, "give it a key of RSA or EC in PKCS#8: openssl pkcs8 -topk8 writes one"),
    };
}
