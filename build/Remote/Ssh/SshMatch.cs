using System.Diagnostics;

namespace Remote.Ssh;

/// <summary>The conditions of a line <c>Match</c> (ssh_config(5)).</summary>
/// <param name="host">As it stands after the lines before.</param>
internal sealed class SshMatch(
    SshConfigLine line, SshTarget target, string host, string user, string? tag, bool isFinal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="HostException">All others are met, and one that is not followed decides.</exception>
    public bool AreMet()
    {
        var met = true;
        var words = new Queue<string>(line.Words.SelectMany(Parts));
        while (words.TryDequeue(out var word))
        {
            var negated = word.StartsWith('!');
            var condition = (negated ? word[1..] : word).ToLowerInvariant();
            var argument = condition is "all" or "canonical" or "final" ? "" : words.TryDequeue(out var next) ? next : "";
            met = met && IsMet(condition, argument) != negated;
        }

        return met;
    }

    /// <summary><c>host=a,b</c> is two words; a command may hold the sign itself.</summary>
    private static IEnumerable<string> Parts(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word.AsSpan(0, at).IndexOfAnyExcept(Letters) < 0
            ? [word[..at], word[(at + 1)..]]
            : [word];

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private bool IsMet(string condition, string argument) => condition switch
    {
        "all" => true,
        "canonical" or "final" => isFinal,
        "host" => Wildcard.MatchesAny(argument.Split(','), host),
        "originalhost" => Wildcard.MatchesAny(argument.Split(','), target.Host),
        "user" => Wildcard.MatchesAny(argument.Split(','), user, isCaseSensitive: true),
        "localuser" => Wildcard.MatchesAny(argument.Split(','), Environment.UserName, isCaseSensitive: true),
        "tagged" => Wildcard.MatchesAny(argument.Split(','), tag ?? "", isCaseSensitive: true),
        "sessiontype" => Wildcard.MatchesAny(argument.Split(','), "exec", isCaseSensitive: true),
        "exec" => Succeeds(SshTokens.Expand(
            argument, SshTokens.Of(target with { Host = host, User = user }, target.Host), line)),
        _ => throw new HostException(
            $"{line.Place}: the condition Match {condition} is not followed, and decides for {target.Host}: " +
            "write what it says into the inventory's section connection, or under a line Host"),
    };

    private bool Succeeds(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(Patience))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        throw new HostException(
            $"{line.Place}: the command of Match exec still runs after {Patience.TotalSeconds:0} s: {command}");
    }
}
