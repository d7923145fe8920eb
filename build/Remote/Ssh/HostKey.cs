using System.Security.Cryptography;

namespace Remote.Ssh;

/// <summary>A host's public key, as it travels.</summary>
internal sealed class HostKey
{
    private readonly byte[] blob;

    /// <exception cref="InvalidDataException">These bytes are no key.</exception>
    public HostKey(ReadOnlySpan<byte> blob)
    {
        this.blob = blob.ToArray();
        Type = new WireReader(blob).Text();
    }

    /// <summary>E.g. <c>ssh-ed25519</c>; of an RSA key <c>ssh-rsa</c>, whatever it signs with.</summary>
    public string Type { get; }

    /// <summary>As <c>ssh-keygen -l</c> prints it.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');

    /// <summary>As files have it.</summary>
    public string Base64 => Convert.ToBase64String(blob);

    /// <summary>Type and key, as a line of a file.</summary>
    public string Line => $"{Type} {Base64}";

    public bool Is(HostKey other) => blob.AsSpan().SequenceEqual(other.blob);
}
