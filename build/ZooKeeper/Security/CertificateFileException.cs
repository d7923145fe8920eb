namespace ZooKeeper.Security;

/// <summary>A file with certificates or a key cannot be used. The message names the file and what is wrong.</summary>
public sealed class CertificateFileException(string file, string reason, Exception? inner = null)
    : Exception($"{file}: {reason}", inner)
{
    /// <summary>The path as it was given.</summary>
    public string File { get; } = file;
}
