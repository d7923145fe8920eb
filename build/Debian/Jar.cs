using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Debian;

/// <summary>Debian's jars, made fit for a folder of their own.</summary>
internal static partial class Jar
{
    private const string Manifest = "META-INF/MANIFEST.MF";

    /// <summary>A jar's name without its version: <c>jetty9-io</c> of <c>jetty9-io-9.4.57.v20241219.jar</c>.</summary>
    public static string BaseName(string path) => Version().Replace(Path.GetFileNameWithoutExtension(path), "");

    /// <summary>
    /// Copies a jar without the <c>Class-Path</c> of its manifest: Debian's names <c>/usr/share/java</c>, so that a
    /// server would load whatever version of a library the system has.
    /// </summary>
    public static void CopyWithoutClassPath(string source, string target)
    {
        File.Copy(source, target, overwrite: true);
        using var jar = ZipFile.Open(target, ZipArchiveMode.Update);
        if (jar.GetEntry(Manifest) is not { } entry)
        {
            return;
        }

        var text = Read(entry);
        var without = WithoutClassPath(text);
        if (without != text)
        {
            entry.Delete();
            entry = jar.CreateEntry(Manifest);
            entry.LastWriteTime = StableArchive.Date;
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(without));
        }
    }

    /// <summary>A manifest without its Class-Path and that attribute's continuation lines.</summary>
    public static string WithoutClassPath(string manifest) => ClassPath().Replace(manifest, "");

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"-\d[^/]*$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^Class-Path:.*(\r?\n|\z)( .*(\r?\n|\z))*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ClassPath();
}
