using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;

namespace Ensembles.Inventories.Security;

/// <summary>Reads a private key, RSA or EC, in PKCS#8, PKCS#1 or SEC1 (RFC 5958, 8017, 5915).</summary>
internal static class PrivateKey
{
    private const string Plain = "give it a key in PKCS#8: openssl pkcs8 -topk8 writes one";

    /// <returns>The certificate with its key; null and a fault where the key is not usable or not this certificate's.</returns>
    public static X509Certificate2? Attach(
        X509Certificate2Collection chain, CertificateFiles files, out PemFault? fault)
    {
        if (PemFile.Read(files.Key, ofKey: true, out fault) is not { } text)
        {
            return null;
        }

        fault = Encryption(text, files);
        if (fault is not null)
        {
            return null;
        }

        using var key = Import(text, files.Passphrase?.Value);
        if (key is null)
        {
            fault = files.Passphrase is not null && IsEncrypted(text)
                ? new(InventoryCodes.WrongPassphrase, true, $"{files.Key} is not opened by the passphrase",
                    "correct the passphrase")
                : new(InventoryCodes.NoKey, true, $"{files.Key} has no private key of RSA or EC in PEM", Plain);
            return null;
        }

        if (With(chain[0], key) is { } complete)
        {
            return complete;
        }

        fault = chain.Skip(1).Any(other => With(other, key) is not null)
            ? new(InventoryCodes.KeyOfAnotherCertificate, true,
                $"{files.Key} belongs to a later certificate of {files.Certificate}",
                "write the server's own certificate first, then its issuers")
            : new(InventoryCodes.KeyOfAnotherCertificate, true,
                $"{files.Key} is not the key of the certificate in {files.Certificate}", "give the two that belong together");
        return null;
    }

    private static bool IsEncrypted(string text) =>
        text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);

    private static PemFault? Encryption(string text, CertificateFiles files) =>
        text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal)
            ? new(InventoryCodes.NoKey, true, $"{files.Key} is encrypted in the way of old OpenSSL releases (RFC 1421)", Plain)
        : IsEncrypted(text) && files.Passphrase is null
            ? new(InventoryCodes.KeyEncrypted, true, $"{files.Key} is encrypted, and no passphrase is given",
                "write the passphrase as ${NAME}, an environment variable")
        : null;

    private static AsymmetricAlgorithm? Import(string text, string? passphrase) =>
        Import(RSA.Create(), text, passphrase) ?? Import(ECDsa.Create(), text, passphrase);

    private static AsymmetricAlgorithm? Import(AsymmetricAlgorithm key, string text, string? passphrase)
    {
        try
        {
            if (IsEncrypted(text))
            {
                key.ImportFromEncryptedPem(text, passphrase);
            }
            else
            {
                key.ImportFromPem(text);
            }

            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    private static X509Certificate2? With(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }
}
