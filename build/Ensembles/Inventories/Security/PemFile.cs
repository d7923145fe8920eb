using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;

namespace Ensembles.Inventories.Security;

/// <summary>Reads PEM files (RFC 7468) on this machine.</summary>
internal static class PemFile
{
    private const int LongestFile = 1 << 20;

    /// <returns>The text; null where the file cannot be read, which is the fault then.</returns>
    public static string? Read(string path, bool ofKey, out PemFault? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            fault = new(InventoryCodes.SecurityFileMissing, ofKey, $"{path} does not exist", "correct the path, or make the file");
            return null;
        }

        try
        {
            return BoundedFile.Read(path, LongestFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = new(InventoryCodes.SecurityFileUnreadable, ofKey, $"{path} cannot be read ({e.Message})",
                "let the account that runs the suite read it");
            return null;
        }
    }

    /// <summary>The certificates of a file in their order; null and a fault where it has none.</summary>
    public static X509Certificate2Collection? Certificates(string path, out PemFault? fault)
    {
        if (Read(path, ofKey: false, out fault) is not { } text)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            certificates.Clear();
        }

        if (certificates.Count > 0)
        {
            return certificates;
        }

        fault = new(InventoryCodes.NoCertificate, false, $"{path} has no certificate in PEM",
            "write one that begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform DER converts others");
        return null;
    }
}
