namespace Ensembles.Releases;

/// <summary>A distribution in the official layout (<c>bin conf lib</c> under one folder) as a local file.</summary>
/// <param name="Path">Absolute path of the <c>.tar.gz</c>.</param>
/// <param name="TopFolder">
/// The one folder that everything lies in: <c>apache-zookeeper-VERSION-bin</c>, or <c>zookeeper-VERSION</c> in 3.4.
/// </param>
/// <param name="Sha512">Of the file: 128 lower-case hexadecimal digits.</param>
public sealed record ReleaseArchive(Version Version, string Path, string TopFolder, string Sha512);
