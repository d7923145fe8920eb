using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Ensembles.Releases;

namespace Unit.Releases;

/// <summary>Small archives to install and download.</summary>
internal static class Archives
{
    public const string Top = "apache-zookeeper-3.9.9-bin";

    public static ReleaseArchive Release(string folder, string content)
    {
        var path = Path.Combine(folder, $"{content}.tar.gz");
        Write(path, (Top + "/bin/zkServer.sh", "#!/bin/sh\n"), (Top + "/conf/zoo_sample.cfg", ""),
            (Top + "/lib/zookeeper.jar", content));
        return new(new(3, 9, 9), path, Top, Sum(path));
    }

    public static void Write(string path, params (string Name, string Content)[] files)
    {
        using var zipped = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped, TarEntryFormat.Ustar);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)),
            });
        }
    }

    /// <summary>An archive that holds a symbolic link and nothing else.</summary>
    public static void WriteLink(string path, string name, string target)
    {
        using var zipped = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped, TarEntryFormat.Pax);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
    }

    public static string Sum(string path) => Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(path)));
}
