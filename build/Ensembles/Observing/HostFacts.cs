using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Remote;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>What stands on a host of one server: its process, the names of its data files, its kept membership.</summary>
public sealed record HostFacts
{
    /// <summary>Process id of the running server; null when it is down.</summary>
    public int? Pid { get; init; }

    /// <summary>How long the process has been running, to the second; null when it is down or the host does not tell.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>The copies of the started files belong to the running process.</summary>
    public bool StartedByUs { get; init; }

    /// <summary>Some file in version-2 holds a transaction; a snapshot of zxid 0 is what an empty server writes.</summary>
    public bool HasData { get; init; }

    /// <summary>The server once accepted an epoch, so it took part in an ensemble (acceptedEpoch).</summary>
    public long AcceptedEpoch { get; init; }

    /// <summary>The file that <c>dynamicConfigFile</c> points to; null where there is none.</summary>
    public EnsembleConfiguration? KeptMembers { get; init; }

    /// <exception cref="HostException">The host did not answer or has no shell to run the script.</exception>
    public static async Task<HostFacts> TakeAsync(IHost host, Server server, CancellationToken cancellation)
    {
        var paths = server.Paths;
        var result = await host.RunAsync(
            Script.Of(Scripts.Text("facts"), paths.Config, paths.Data, paths.DataLog), cancellation);
        return Parse(result.OrThrow($"look at server {server.Id}").Output);
    }

    internal static HostFacts Parse(string output)
    {
        var members = output.IndexOf("\nmembers\n", StringComparison.Ordinal);
        var head = members < 0 ? output : output[..members];
        var lines = head.Split('\n').Select(line => line.Split(' ', 2)).ToLookup(
            parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim() : "");
        var pid = Number(lines["pid"].FirstOrDefault());
        return new HostFacts
        {
            Pid = (int?)pid,
            Uptime = Number(lines["uptime"].FirstOrDefault()) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            StartedByUs = pid is not null && Number(lines["started-pid"].FirstOrDefault()) == pid,
            HasData = lines["txn"].Any(name => !name.Equals("snapshot.0", StringComparison.Ordinal)),
            AcceptedEpoch = Number(lines["epoch"].FirstOrDefault()) ?? 0,
            KeptMembers = members < 0 ? null : EnsembleConfiguration.Parse(output[(members + "\nmembers\n".Length)..]),
        };
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
