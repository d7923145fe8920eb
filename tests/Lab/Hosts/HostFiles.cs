namespace Lab.Hosts;

/// <summary>
/// Every file, folder and link of a host, or of a folder of this machine, at one moment, with what a change of it leaves behind: inode, mode, owner, size
/// and the times of its last change. What is made and removed again shows in the times of its folder.
/// </summary>
public sealed class HostFiles
{
    private const string Print = @"-printf '%p\t%y %i %m %U:%G %T@ %C@ %l\n'";

    private readonly Dictionary<string, string> found;

    private HostFiles(Dictionary<string, string> found) => this.found = found;

    public static async Task<HostFiles> OfAsync(LabHost host)
    {
        // /opt/java is this machine's; the log of sshd is written by every login.
        string lines = await host.RunAsync($"""
            find /opt /etc /var/lib /var/log /home /root /tmp /usr/local/bin \
                \( -path /opt/java -o -path /var/log/sshd.log \) -prune -o {Print}
            """);
        return Read(lines);
    }

    public static async Task<HostFiles> OfAsync(string folder)
    {
        using var find = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "/bin/sh", ["-c", $"find \"$1\" {Print}", "sh", folder]) { RedirectStandardOutput = true })!;
        var lines = await find.StandardOutput.ReadToEndAsync();
        await find.WaitForExitAsync();
        return Read(lines.TrimEnd('\n'));
    }

    /// <summary>What was made, changed or removed, each path once, in order.</summary>
    public IEnumerable<string> Since(HostFiles earlier) => found.Keys.Union(earlier.found.Keys)
        .Where(path => found.GetValueOrDefault(path) != earlier.found.GetValueOrDefault(path))
        .Order(StringComparer.Ordinal);

    /// <summary>Of what was there before, what was changed or removed.</summary>
    public IEnumerable<string> ChangedOf(HostFiles earlier) => Since(earlier).Where(earlier.found.ContainsKey);

    /// <summary>Whether it was there.</summary>
    public bool Has(string path) => found.ContainsKey(path);

    private static HostFiles Read(string lines) =>
        new(lines.Split('\n').Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1]));
}
