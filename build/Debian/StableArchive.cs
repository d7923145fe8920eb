using System.Formats.Tar;
using System.IO.Compression;

namespace Debian;

/// <summary>
/// Packs a folder into a <c>.tar.gz</c> whose bytes depend on the names and contents alone: entries sorted, no owner,
/// one date, and modes by kind of file.
/// </summary>
internal static class StableArchive
{
    /// <summary>The date that every entry carries: the earliest that a zip archive can express.</summary>
    public static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite |
                                          UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Readable |
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="parent">The folder that holds <paramref name="top"/>.</param>
    /// <param name="top">The name that all entries begin with.</param>
    public static void Write(string target, string parent, string top)
    {
        using var file = File.Create(target);
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped, TarEntryFormat.Ustar);
        var folder = new DirectoryInfo(Path.Combine(parent, top));
        foreach (var item in folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                     .Prepend(folder).OrderBy(item => item.FullName, StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(parent, item.FullName);
            using var content = item is FileInfo found ? found.OpenRead() : null;
            tar.WriteEntry(content is null
                ? new UstarTarEntry(TarEntryType.Directory, name + "/") { Mode = Executable, ModificationTime = Date }
                : new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    Mode = name.EndsWith(".sh", StringComparison.Ordinal) ? Executable : Readable,
                    ModificationTime = Date,
                    DataStream = content,
                });
        }
    }
}
