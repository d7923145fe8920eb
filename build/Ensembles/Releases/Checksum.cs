using System.Security.Cryptography;

namespace Ensembles.Releases;

internal static class Checksum
{
    /// <summary>SHA-512 of a file: 128 lower-case hexadecimal digits.</summary>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA512.HashDataAsync(file, cancellation));
    }
}
