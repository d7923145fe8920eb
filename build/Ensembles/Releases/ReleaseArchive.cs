namespace Ensembles.Releases;

/// <summary>A distribution in the official layout (<c>bin conf lib</c> under one folder) as a local file.</summary>
/// <param name="Path">Absolute path of the <c>.tar.gz</c>; empty where only the hosts fetch it.</param>
/// <param name="TopFolder">
/// The one folder that everything lies in: <c>apache-zookeeper-VERSION-bin</c>, or <c>zookeeper-VERSION</c> in 3.4.
/// </param>
/// <param name="Sha512">Of the file: 128 lower-case hexadecimal digits.</param>
public sealed record ReleaseArchive(Version Version, string Path, string TopFolder, string Sha512)
{
    /// <summary>Where each host fetches it from; null: it is sent from here.</summary>
    public Uri? Address { get; init; }

    /// <summary>Bytes; 0 where that is not known here.</summary>
    public long Size => Address is null ? new FileInfo(Path).Length : 0;
}
