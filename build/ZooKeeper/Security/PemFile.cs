using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ZooKeeper.Security;

/// <summary>The certificates in a file of PEM (RFC 7468).</summary>
internal static class PemFile
{
    /// <summary>Text with a header line, or nothing at all: an empty file is to be told as such.</summary>
    public static bool IsPem(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("-----BEGIN "u8) >= 0 || bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <exception cref="CertificateFileException">It has none, or one that cannot be read.</exception>
    public static X509Certificate2Collection Certificates(string file, byte[] bytes)
    {
        X509Certificate2Collection all = [];
        var text = Encoding.UTF8.GetString(bytes);
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException fault)
        {
            throw new CertificateFileException(
                file, CertificateFileFault.NoCertificate, $"certificate {all.Count + 1} in it cannot be read: {fault.Message}", fault);
        }

        return all.Count > 0 ? all : throw new CertificateFileException(file, CertificateFileFault.NoCertificate, text.Trim().Length == 0
            ? "is empty" : "holds no certificate (no part 'BEGIN CERTIFICATE')");
    }
}
