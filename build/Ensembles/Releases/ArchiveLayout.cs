using System.Formats.Tar;
using System.IO.Compression;

namespace Ensembles.Releases;

/// <summary>What a release's archive must look like.</summary>
internal static class ArchiveLayout
{
    /// <summary>The one folder that holds everything in an archive.</summary>
    /// <exception cref="ReleaseException">It is no archive, or lacks <c>bin/zkServer.sh</c> or <c>lib</c>.</exception>
    public static string TopFolder(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(plain);
            return TopFolder(path, Names(tar));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ReleaseException(
                $"{path} is not a readable .tar.gz ({e.Message}): is it complete, and the -bin archive?", e);
        }
    }

    private static IEnumerable<string> Names(TarReader tar)
    {
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not TarEntryType.GlobalExtendedAttributes)
            {
                yield return entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            }
        }
    }

    private static string TopFolder(string path, IEnumerable<string> names)
    {
        string? top = null;
        bool script = false, jars = false;
        foreach (var name in names.Where(name => name.Length > 0))
        {
            var parts = name.Split('/', 2);
            top ??= parts[0];
            if (parts[0] != top || top == "..")
            {
                throw new ReleaseException(
                    $"{path} holds {parts[0]} beside {top}: an official archive has one folder at its top.");
            }

            script |= parts is [_, "bin/zkServer.sh"];
            jars |= parts is [_, var rest] && rest.StartsWith("lib/", StringComparison.Ordinal);
        }

        return script && jars
            ? top!
            : throw new ReleaseException(
                $"{path} has no bin/zkServer.sh or no lib folder: take the -bin archive, not the source archive.");
    }
}
