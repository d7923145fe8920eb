using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Lab.Hosts;

/// <summary>
/// The same acts without the suite, as a quick operator does them over OpenSSH (<c>by-hand.sh</c>): the floor.
/// </summary>
/// <param name="isDynamic">Its servers keep the list of members themselves.</param>
public sealed class HandWork(LabHosts hosts, string archive, bool isDynamic)
{
    public Task<HandTimes> DeployAsync() => RunAsync("deploy");

    /// <summary>The hosts beyond the third join, in the way of the membership.</summary>
    /// <param name="held">
    /// By restarts, the last joiner starts <c>behind</c> all others or <c>beside</c> the last restart; empty: with the others.
    /// </param>
    public Task<HandTimes> ExpandAsync(string held = "") => RunAsync(isDynamic ? "reconfig" : "restarts", held);

    private async Task<HandTimes> RunAsync(string action, string held = "")
    {
        var ssh = $"ssh -i {hosts.KeyFile} -o UserKnownHostsFile={hosts.KnownHostsFile} -o BatchMode=yes -o LogLevel=ERROR";
        var began = Stopwatch.GetTimestamp();
        var (_, output, _) = await Command.RunAsync(
        [
            "env", $"SSH={ssh}", $"ARCHIVE={archive}", $"DYNAMIC={(isDynamic ? "yes" : "")}", $"HELD={held}",
            "bash", "-c", LabHosts.Text("by-hand"), "by-hand", action, .. hosts.All.Select(host => host.Address),
        ]);
        return new(
            Stopwatch.GetElapsedTime(began),
            [
                .. Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(' '))
                    .Select(words => (words[0], double.Parse(words[1], CultureInfo.InvariantCulture))),
            ]);
    }
}

/// <summary>How long work by hand took.</summary>
/// <param name="Parts">What was done, and the seconds from the start to its end.</param>
public sealed record HandTimes(TimeSpan Took, ImmutableArray<(string Part, double Until)> Parts)
{
    /// <summary>How long each restart took.</summary>
    public IEnumerable<TimeSpan> Restarts => Parts.Zip(Parts.Skip(1))
        .Where(two => two.Second.Part == "restart")
        .Select(two => TimeSpan.FromSeconds(two.Second.Until - two.First.Until));
}
