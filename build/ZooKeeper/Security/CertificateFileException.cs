namespace ZooKeeper.Security;

/// <summary>A file with certificates or a key cannot be used. The message names the file and what is wrong.</summary>
public sealed class CertificateFileException(
    string file, CertificateFileFault fault, string reason, Exception? inner = null)
    : Exception($"{file}: {reason}", inner)
{
    /// <summary>The path as it was given.</summary>
    public string File { get; } = file;

    /// <summary>What kind of fault it is.</summary>
    public CertificateFileFault Fault { get; } = fault;
}

/// <summary>What can be wrong with a file of certificates or keys.</summary>
public enum CertificateFileFault
{
    Unreadable,
    NoCertificate,
    NoKey,

    /// <summary>The key, or the PKCS#12 file, is encrypted and no passphrase is given.</summary>
    Encrypted,

    WrongPassphrase,

    /// <summary>The key belongs to none of the certificates.</summary>
    KeyOfAnotherCertificate,
}
