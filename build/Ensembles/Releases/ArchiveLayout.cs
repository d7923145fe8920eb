using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Ensembles.Releases;

/// <summary>What a release's archive must look like.</summary>
internal static partial class ArchiveLayout
{
    /// <summary>
    /// The one folder that holds everything in an archive, and the version of the server in it, by the name of its jar:
    /// null where that does not tell.
    /// </summary>
    /// <exception cref="ReleaseException">It is no archive, or lacks <c>bin/zkServer.sh</c> or <c>lib</c>.</exception>
    public static (string TopFolder, Version? Version) Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(plain);
            return Of(path, Names(tar));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ReleaseException(
                $"{path} is not a readable .tar.gz ({e.Message}): is it complete, and the -bin archive?", e)
                { IsWrongInput = true };
        }
    }

    /// <summary>The names of the jars in <c>lib</c> of an archive that is one.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static IReadOnlyList<string> Jars(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(plain);
        return [.. Names(tar).Select(name => name.Split('/')).Where(parts => parts is [_, "lib", _]).Select(parts => parts[2])];
    }

    /// <summary>The folder gets this name beside the link, the locks and what is being unpacked.</summary>
    /// <exception cref="ReleaseException">It would be taken for one of these, or for an option.</exception>
    internal static void CheckName(string path, string? top)
    {
        if (top is not null && (!char.IsAsciiLetterOrDigit(top[0]) || top.Any(letter => letter is <= ' ' or '~')
            || top.StartsWith("current", StringComparison.Ordinal) || top.EndsWith(".lock", StringComparison.Ordinal)))
        {
            throw new ReleaseException(
                $"{path} has the folder '{top}' at its top, a name that cannot be used: it should be named like " +
                "apache-zookeeper-3.9.3-bin.")
                { IsWrongInput = true };
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

    private static (string TopFolder, Version? Version) Of(string path, IEnumerable<string> names)
    {
        string? top = null;
        var versions = new HashSet<Version>();
        bool script = false, jars = false;
        foreach (var name in names.Where(name => name.Length > 0))
        {
            var parts = name.Split('/', 2);
            top ??= parts[0];
            if (parts[0] != top || top == "..")
            {
                throw new ReleaseException(
                    $"{path} holds {parts[0]} beside {top}: an official archive has one folder at its top.")
                    { IsWrongInput = true };
            }

            if (parts is [_, var file] && Jar().Match(file) is { Success: true } jar)
            {
                versions.Add(Version.Parse(jar.Groups["version"].Value));
            }

            script |= parts is [_, "bin/zkServer.sh"];
            jars |= parts is [_, var rest] && rest.StartsWith("lib/", StringComparison.Ordinal);
        }

        CheckName(path, top);
        return script && jars
            ? (top!, versions.Count == 1 ? versions.Single() : null)
            : throw new ReleaseException(
                $"{path} has no bin/zkServer.sh or no lib folder: take the -bin archive, not the source archive.")
                { IsWrongInput = true };
    }

    /// <summary>
    /// The server's own jar: in <c>lib</c> from 3.5 on, in the top folder of 3.4. Builds of vendors add to the version.
    /// </summary>
    [GeneratedRegex(
        @"^(?:lib/)?zookeeper-(?<version>[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})(?:[.+-][A-Za-z0-9.+-]*)?\.jar$")]
    private static partial Regex Jar();
}
