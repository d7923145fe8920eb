using System.Security.Cryptography;
using System.Text;

namespace Ensembles.Rendering;

/// <summary>What a server knows the superuser by (DigestAuthenticationProvider.generateDigest).</summary>
internal static class SuperDigest
{
    /// <param name="algorithm">Value of DigestAuthenticationProvider.digestAlg (3.7 and later); null: SHA1.</param>
    /// <returns><c>super:BASE64(hash("super:" + password))</c></returns>
    public static string Of(string password, string? algorithm = null)
    {
        byte[] identity = Encoding.ASCII.GetBytes("super:" + password);
        byte[] hash = CryptographicOperations.HashData(
            new HashAlgorithmName(algorithm?.Replace("-", "", StringComparison.Ordinal) ?? "SHA1"), identity);
        return "super:" + Convert.ToBase64String(hash);
    }
}
