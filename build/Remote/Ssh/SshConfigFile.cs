using System.Collections.Immutable;

namespace Remote.Ssh;

/// <summary>A line <c>Keyword value …</c> and the hosts that it is for.</summary>
/// <param name="Hosts">The patterns of each <c>Host</c> line it stands under; all of them must match.</param>
/// <param name="Keyword">In lower case.</param>
internal sealed record SshSetting(
    ImmutableArray<ImmutableArray<string>> Hosts, string Keyword, ImmutableArray<string> Values);

/// <summary>Reads the lines of a configuration file of ssh and of the files that it includes (ssh_config(5)).</summary>
internal static class SshConfigFile
{
    // OpenSSH's own limit.
    private const int Deepest = 16;

    private static readonly ImmutableArray<string> NoHost = ["!*"];

    /// <exception cref="HostException">A file cannot be read, or includes itself.</exception>
    public static ImmutableArray<SshSetting> Read(string path)
    {
        try
        {
            return [.. Read(path, [], 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The configuration of ssh cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<SshSetting> Read(string path, ImmutableArray<ImmutableArray<string>> outer, int depth)
    {
        if (depth > Deepest)
        {
            throw new HostException($"{path}: includes go deeper than {Deepest} files: one includes itself");
        }

        var hosts = outer;
        foreach (var line in File.ReadLines(path))
        {
            if (Words(line) is not [var first, .. var values] || values.IsEmpty)
            {
                continue;
            }

            switch (first.ToLowerInvariant())
            {
                case "host":
                    hosts = outer.Add(values);
                    break;
                case "match":
                    // Conditions that would have commands run, or ask for what we do not know, are never met here.
                    hosts = values is [var all] && all.Equals("all", StringComparison.OrdinalIgnoreCase)
                        ? outer
                        : outer.Add(NoHost);
                    break;
                case "include":
                    foreach (var setting in values.SelectMany(Files).SelectMany(file => Read(file, hosts, depth + 1)))
                    {
                        yield return setting;
                    }

                    break;
                case var keyword:
                    yield return new(hosts, keyword, values);
                    break;
            }
        }
    }

    private static IEnumerable<string> Files(string pattern)
    {
        var path = Path.Combine(UserFolder.Ssh, UserFolder.Expand(pattern));
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder).Order(StringComparer.Ordinal)
                .Where(file => Wildcard.Matches(Path.GetFileName(path), Path.GetFileName(file)))
            : [];
    }

    /// <summary>The words of a line: between blanks or one <c>=</c>, or in double quotes.</summary>
    private static ImmutableArray<string> Words(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var rest = line.AsSpan().Trim(); !rest.IsEmpty && rest[0] != '#'; rest = rest.TrimStart())
        {
            var quoted = rest[0] == '"';
            rest = quoted ? rest[1..] : rest;
            var end = quoted ? rest.IndexOf('"') : rest.IndexOfAny(words.Count == 0 ? " \t=" : " \t");
            end = end < 0 ? rest.Length : end;
            words.Add(rest[..end].ToString());
            rest = (quoted && end < rest.Length ? rest[(end + 1)..] : rest[end..]).TrimStart();
            if (words.Count == 1 && rest.StartsWith('='))
            {
                rest = rest[1..];
            }
        }

        return words.ToImmutable();
    }
}
