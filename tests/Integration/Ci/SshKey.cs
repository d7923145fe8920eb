using System.Text.RegularExpressions;
using Lab;

namespace Integration.Ci;

/// <summary>A new key as a build server keeps it; its file lies in the folder it was made in.</summary>
internal sealed partial record SshKey(string File, string Private, string Public)
{
    public static async Task<SshKey> MakeAsync(string folder)
    {
        var file = Path.Combine(folder, "key");
        await Program.OutputAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
        return new(file, await System.IO.File.ReadAllTextAsync(file),
            (await System.IO.File.ReadAllTextAsync($"{file}.pub")).Trim());
    }

    /// <summary>An agent that was ended is gone a moment later: <c>ssh-agent -k</c> sends a signal and waits for nothing.</summary>
    public static Task HaveEndedAsync(string home) => Poll.UntilAsync(() => Agents(home).Count == 0, "an agent lives on", TimeSpan.FromSeconds(5));

    /// <summary>Agents that something with this home folder has started and not ended.</summary>
    private static List<string> Agents(string home) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => Number().IsMatch(process)).Where(process =>
        {
            try
            {
                return System.IO.File.ReadAllText(Path.Combine(process, "comm")).Trim() == "ssh-agent"
                    && System.IO.File.ReadAllText(Path.Combine(process, "environ"))
                        .Contains($"HOME={home}", StringComparison.Ordinal);
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }),
    ];

    [GeneratedRegex("/[0-9]+$")]
    private static partial Regex Number();
}
