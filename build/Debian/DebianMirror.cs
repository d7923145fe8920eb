using System.Text.RegularExpressions;

namespace Debian;

/// <summary>Where Debian's packages are fetched from, and what they are verified with.</summary>
internal static partial class DebianMirror
{
    /// <summary>The environment variable that names another mirror.</summary>
    public const string Variable = "DEBIAN_MIRROR";

    // The name that Debian itself gives to its content delivery network.
    private const string Default = "http://deb.debian.org/debian";

    private static readonly string[] Keyrings =
        ["/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg"];

    /// <summary>The mirror of the environment, else the one that this machine uses, else Debian's own.</summary>
    public static string Address =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named.TrimEnd('/')
            : InSources(SourceLines()) ?? Default;

    /// <summary>The keyring package's file; null where it is not installed.</summary>
    public static string? Keyring => Keyrings.FirstOrDefault(File.Exists);

    /// <summary>The first mirror of Debian among the lines of sources (of either format).</summary>
    public static string? InSources(IEnumerable<string> lines) =>
        lines.Where(line => !line.TrimStart().StartsWith('#'))
            .Select(line => Mirror().Match(line))
            .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    private static IEnumerable<string> SourceLines()
    {
        const string Main = "/etc/apt/sources.list", Parts = "/etc/apt/sources.list.d";
        string[] files =
        [
            .. File.Exists(Main) ? new[] { Main } : [],
            .. Directory.Exists(Parts) ? Directory.GetFiles(Parts) : [],
        ];
        return files.Order(StringComparer.Ordinal).Where(file => file.EndsWith(".list", StringComparison.Ordinal) ||
                                                                  file.EndsWith(".sources", StringComparison.Ordinal))
            .SelectMany(File.ReadLines);
    }

    [GeneratedRegex(@"(?<=\s)(https?://\S+/debian)/?(?=\s|$)")]
    private static partial Regex Mirror();
}
