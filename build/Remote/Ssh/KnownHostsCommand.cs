using System.Collections.Immutable;
using System.Diagnostics;

namespace Remote.Ssh;

/// <summary>A program that prints lines of known hosts (KnownHostsCommand of ssh_config(5)).</summary>
/// <param name="Tokens">That hold for the target; those of a key are known when the host presents one.</param>
internal sealed record KnownHostsCommand(SshConfigLine Line, ImmutableArray<(string Token, string Value)> Tokens)
{
    /// <summary>What messages call its lines.</summary>
    public string Source => $"the KnownHostsCommand of {Line.Place},";

    /// <summary>Its lines about a host.</summary>
    /// <param name="searched">The name as known hosts have it.</param>
    /// <param name="key">That the host presents; null: it is asked which types are known.</param>
    /// <exception cref="HostUnreachableException">It fails, as a connection of ssh does then, or takes longer than the limit.</exception>
    public IReadOnlyList<string> Ask(string searched, HostKey? key, TimeSpan limit)
    {
        (string, string)[] known =
        [
            .. Tokens, ("%H", searched), ("%I", key is null ? "ORDER" : "HOSTNAME"), ("%t", key?.Type ?? "NONE"),
            ("%f", key?.Fingerprint ?? "NONE"), ("%K", key?.Base64 ?? "NONE"),
        ];
        var words = Line.Words.Select(word => SshTokens.Expand(word, known, Line)).ToList();
        if (!Path.IsPathRooted(words[0]))
        {
            throw Fault("its path is not absolute");
        }

        try
        {
            using var program = Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            program.StandardInput.Close();
            var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
            if (!program.WaitForExit(limit))
            {
                program.Kill(entireProcessTree: true);
                throw Fault($"it takes longer than {limit.TotalSeconds:0.#} s");
            }

            return program.ExitCode == 0 ? output.Result.Split('\n')
                : throw Fault($"it ends with {program.ExitCode}: {error.Result.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Fault(e.Message);
        }
    }

    private HostUnreachableException Fault(string why) => new($"{Line.Place}: KnownHostsCommand {Line.Words[0]} gives no keys: {why}");
}
