using System.Collections.Immutable;

namespace Remote.Ssh;

/// <summary>
/// Reads configuration files for one host as ssh does: line by line, since what a <c>Match</c> is compared with may
/// have been said by the lines before. The first value of a keyword wins; keys and certificates add up.
/// </summary>
internal sealed class SshConfigReading
{
    // OpenSSH's own limit.
    private const int Deepest = 16;

    private static readonly ImmutableHashSet<string> Lists = ["identityfile", "certificatefile"];

    private readonly Dictionary<string, List<SshConfigLine>> said = [];
    private readonly SshTarget target;
    private bool wantsFinal;

    /// <summary>Of the second reading: the host as the first one has left it; null during the first.</summary>
    private string? final;

    private SshConfigReading(SshTarget target) => this.target = target;

    /// <summary>What the files say of a target: a later one, and a later line, only where those before are silent.</summary>
    /// <exception cref="HostException">
    /// A file cannot be read, or a condition decides that is not followed: the line is named.
    /// </exception>
    public static SshConfigReading Of(IReadOnlyList<SshConfigFile> files, SshTarget target)
    {
        var reading = new SshConfigReading(target);
        reading.ReadAll(files);
        if (reading.wantsFinal)
        {
            reading.final = reading.Host.ToLowerInvariant();
            reading.ReadAll(files);
        }

        return reading;
    }

    /// <summary>The line that decides; null where no line does.</summary>
    public SshConfigLine? Line(string keyword) => said.GetValueOrDefault(keyword)?[0];

    public string? First(string keyword) => Line(keyword)?.Words is [var first, ..] ? first : null;

    /// <summary>All lines of a keyword that adds up.</summary>
    public IReadOnlyList<SshConfigLine> All(string keyword) => said.GetValueOrDefault(keyword) ?? [];

    public bool IsOn(string keyword) => First(keyword)?.ToLowerInvariant() is "yes" or "true" or "always";

    /// <summary>The host as it stands after the lines so far.</summary>
    public string Host => final is not null ? final : First("hostname") is { } name
        ? SshTokens.Expand(name, [("%h", target.Host)], Line("hostname")!)
        : target.Host;

    private void ReadAll(IReadOnlyList<SshConfigFile> files)
    {
        foreach (var file in files)
        {
            var active = true;
            Read(file, ref active, never: false, depth: 0);
        }
    }

    private void Read(SshConfigFile file, ref bool active, bool never, int depth)
    {
        if (depth > Deepest)
        {
            throw new HostException($"{file.Path}: includes go deeper than {Deepest} files: one includes itself");
        }

        foreach (var line in file.Lines().Where(line => !line.Words.IsEmpty))
        {
            switch (line.Keyword)
            {
                case "host":
                    active = !never && Wildcard.MatchesAny(line.Words, final ?? target.Host, isCaseSensitive: true);
                    break;
                case "match":
                    wantsFinal |= line.Words.Any(word => word.TrimStart('!').Equals("final", StringComparison.OrdinalIgnoreCase));
                    active = !never && Conditions(line).AreMet();
                    break;
                case "include":
                    foreach (var included in line.Words.SelectMany(file.Included))
                    {
                        var inner = active;
                        Read(included, ref inner, never || !active, depth + 1);
                    }

                    break;
                default:
                    if (active)
                    {
                        Take(line);
                    }

                    break;
            }
        }
    }

    private SshMatch Conditions(SshConfigLine line) => new(
        line, target, Host, target.User ?? First("user") ?? Environment.UserName, First("tag"), final is not null);

    private void Take(SshConfigLine line)
    {
        // Of a way through other hosts and a command the first one wins, whichever it is; but "ProxyJump none" bars none.
        var rival = line.Keyword switch { "proxyjump" => "proxycommand", "proxycommand" => "proxyjump", _ => null };
        bool isBarred = rival is not null && said.ContainsKey(rival)
            && !(rival == "proxyjump" && First(rival)!.Equals("none", StringComparison.OrdinalIgnoreCase));
        if (isBarred || (line.Keyword == "hostname" && final is not null))
        {
            return;
        }

        if (!said.TryGetValue(line.Keyword, out var lines))
        {
            said[line.Keyword] = [line];
        }
        else if (Lists.Contains(line.Keyword) && lines.TrueForAll(other => other.Words[0] != line.Words[0]))
        {
            lines.Add(line);
        }
    }
}
