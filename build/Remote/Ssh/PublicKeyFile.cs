namespace Remote.Ssh;

/// <summary>A file with one public key or certificate: type, base64, comment.</summary>
internal static class PublicKeyFile
{
    /// <summary>The key as it travels; null where the file is missing or holds none.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadLines(path).FirstOrDefault()?.Split(' ') is [_, var text, ..]
                ? Convert.FromBase64String(text)
                : null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
