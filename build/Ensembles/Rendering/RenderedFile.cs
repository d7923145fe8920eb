using System.Security.Cryptography;
using System.Text;
using Remote;

namespace Ensembles.Rendering;

/// <summary>One file of one server.</summary>
/// <param name="Name">Which file it is, whatever it is called on the host; also its name under <c>artifacts/ENSEMBLE/SERVER/</c>: <c>zoo.cfg</c>, <c>myid</c> …</param>
/// <param name="HostPath">Absolute path on the host.</param>
/// <param name="Content">Ends in one newline, except where the reader wants none.</param>
/// <param name="Restart">A change of it takes effect by a restart of the server.</param>
public sealed record RenderedFile(string Name, string HostPath, string Content, UnixFileMode Mode, bool Restart)
{
    /// <summary>The digest in it opens the ensemble: masked in diffs, unreadable to others.</summary>
    public bool Secret { get; init; }

    /// <summary>
    /// A key store or logins: compared by its digest alone, and never read back, shown, rendered into a folder of this
    /// machine or kept as a former file.
    /// </summary>
    public bool Sealed { get; init; }

    /// <summary>SHA-256 of the content, in lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    /// <summary>
    /// As it should stand on its host; what stood there before is kept, but for an id, which never changes.
    /// </summary>
    public HostFile OnHost => new(HostPath, Encoding.UTF8.GetBytes(Content), Mode) { KeepFormer = Name != "myid" && !Sealed };
}
