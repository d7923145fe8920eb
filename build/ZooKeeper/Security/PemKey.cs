using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ZooKeeper.Security;

/// <summary>The private key in a file of PEM: RSA or elliptic curve; PKCS#8, PKCS#1 or SEC1.</summary>
internal sealed class PemKey
{
    private readonly string file;
    private readonly AsymmetricAlgorithm key;

    private PemKey(string file, AsymmetricAlgorithm key) => (this.file, this.key) = (file, key);

    /// <exception cref="CertificateFileException">It has none, or none that the passphrase opens.</exception>
    public static PemKey Read(string file, byte[] bytes, string? passphrase)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateFileException(
                file, CertificateFileFault.NoKey, "its key is encrypted as old OpenSSL did: write it anew by openssl pkcs8 -topk8 -in KEY");
        }

        if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new CertificateFileException(file, CertificateFileFault.NoKey, "holds no private key in PEM");
        }

        var encrypted = text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);
        if (encrypted && string.IsNullOrEmpty(passphrase))
        {
            throw new CertificateFileException(file, CertificateFileFault.Encrypted, "its key is encrypted: a passphrase is needed");
        }

        var parts = KeyParts(text);
        return new PemKey(file, Try(RSA.Create(), parts, encrypted ? passphrase : null)
            ?? Try(ECDsa.Create(), parts, encrypted ? passphrase : null)
            ?? throw new CertificateFileException(
                file, encrypted ? CertificateFileFault.WrongPassphrase : CertificateFileFault.NoKey, encrypted
                ? "the passphrase does not open its key" : "its key is neither RSA nor of an elliptic curve, or damaged"));
    }

    /// <summary>The certificate that this is the key of, wherever it stands in its file, and the others as its chain.</summary>
    /// <exception cref="CertificateFileException">It is the key of none of them.</exception>
    public TlsIdentity Identity(X509Certificate2Collection certificates, string certificateFile)
    {
        var own = certificates.FirstOrDefault(IsMine) ?? throw new CertificateFileException(
            file, CertificateFileFault.KeyOfAnotherCertificate,
            $"its key belongs to another certificate than those of {certificateFile} " +
            $"({string.Join(", ", certificates.Select(one => $"'{one.Subject}'"))})");
        var complete = key switch
        {
            RSA rsa => own.CopyWithPrivateKey(rsa),
            ECDsa curve => own.CopyWithPrivateKey(curve),
            _ => throw new NotSupportedException(key.GetType().Name),
        };
        return new TlsIdentity(complete, [.. certificates.Where(one => one != own)])
        {
            StandsFirst = own == certificates[0],
        };
    }

    private bool IsMine(X509Certificate2 certificate) => key.ExportSubjectPublicKeyInfo().AsSpan()
        .SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    // Certificates may stand in the same file, and parameters of a curve before its key.
    private static string KeyParts(string text)
    {
        var parts = new StringBuilder();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label].EndsWith("PRIVATE KEY"))
            {
                parts.Append(rest[fields.Location]).Append('\n');
            }
        }

        return parts.ToString();
    }

    private static AsymmetricAlgorithm? Try(AsymmetricAlgorithm empty, string text, string? passphrase)
    {
        try
        {
            if (passphrase is null)
            {
                empty.ImportFromPem(text);
            }
            else
            {
                empty.ImportFromEncryptedPem(text, passphrase);
            }

            return empty;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            // Another algorithm's, or the passphrase does not open it.
            empty.Dispose();
            return null;
        }
    }
}
