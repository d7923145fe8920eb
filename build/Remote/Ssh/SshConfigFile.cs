using System.Collections.Immutable;

namespace Remote.Ssh;

/// <summary>A configuration file of ssh, and where the files lie that it includes without a whole path.</summary>
/// <param name="Folder">For includes: <c>~/.ssh</c>, or <c>/etc/ssh</c> for the machine's own file.</param>
internal sealed record SshConfigFile(string Path, string Folder)
{
    /// <summary>Its lines; none where it does not exist.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    public ImmutableArray<SshConfigLine> Lines()
    {
        try
        {
            return File.Exists(Path)
                ? [.. File.ReadLines(Path).Select((line, index) => SshConfigLine.Parse(Path, index + 1, line))
                    .OfType<SshConfigLine>()]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The configuration of ssh cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The files of an <c>Include</c>, in the order of their names; patterns may stand in folders too.</summary>
    public IEnumerable<SshConfigFile> Included(string pattern)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, UserFolder.Expand(pattern)));
        IEnumerable<string> found = ["/"];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, isLast) = (parts[i], i == parts.Length - 1);
            found = part.AsSpan().ContainsAny('*', '?', '[')
                ? found.SelectMany(folder => Entries(folder, part, isLast))
                : found.Select(folder => System.IO.Path.Combine(folder, part));
        }

        return found.Where(File.Exists).Select(file => new SshConfigFile(file, Folder));
    }

    private static IEnumerable<string> Entries(string folder, string pattern, bool files)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var entries = files ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        return entries.Where(entry => System.IO.Path.GetFileName(entry) is var name
            && (name[0] != '.' || pattern[0] == '.') && Wildcard.Matches(pattern, name, isCaseSensitive: true))
            .Order(StringComparer.Ordinal);
    }
}
