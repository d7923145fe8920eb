using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Remote.Ssh;

/// <summary>What stands in values of ssh's configuration for something else: <c>%h</c>, <c>${HOME}</c> (ssh_config(5), TOKENS).</summary>
internal static partial class SshTokens
{
    /// <param name="target">With all that is known of it.</param>
    /// <param name="original">The host as the inventory has it.</param>
    public static ImmutableArray<(string Token, string Value)> Of(SshTarget target, string original)
    {
        var machine = Environment.MachineName;
        var port = target.PortNumber.ToString(CultureInfo.InvariantCulture);
        var jump = target.Jumps is [.., var last] ? last.Host : "";
#pragma warning disable CA5350 // The token's own definition.
        var sum = SHA1.HashData(Encoding.UTF8.GetBytes($"{machine}{target.Host}{port}{target.Account}{jump}"));
#pragma warning restore CA5350
        return
        [
            ("%h", target.Host), ("%n", original), ("%p", port), ("%r", target.Account), ("%d", UserFolder.Home),
            ("%u", Environment.UserName), ("%k", target.KeyAlias ?? original), ("%l", machine), ("%j", jump),
            ("%L", machine.Split('.')[0]), ("%C", Convert.ToHexStringLower(sum)),
            ("%i", UserFolder.Id.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    /// <exception cref="HostException">A token that nobody knows, which ssh refuses as well.</exception>
    public static string Expand(string value, IReadOnlyCollection<(string Token, string Value)> tokens, SshConfigLine line)
    {
        var known = tokens.ToDictionary(token => token.Token, token => token.Value);
        return Token().Replace(value, found => found.Value == "%%" ? "%"
            : known.TryGetValue(found.Value, out var meaning) ? meaning
            : throw new HostException($"{line.Place}: {found.Value} stands for nothing in {line.Keyword}"));
    }

    /// <summary>As <see cref="Expand"/>, of a file: with environment variables, and <c>~</c> before it.</summary>
    public static string Path(string value, IReadOnlyCollection<(string Token, string Value)> tokens, SshConfigLine line) =>
        UserFolder.Expand(Variable().Replace(
            Expand(value, tokens, line),
            found => Environment.GetEnvironmentVariable(found.Groups[1].Value) ?? throw new HostException(
                $"{line.Place}: the environment variable {found.Groups[1].Value} is not set")));

    [GeneratedRegex("%.?")]
    private static partial Regex Token();

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();
}
