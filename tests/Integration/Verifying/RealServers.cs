using System.Collections.Immutable;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Integration.Verifying;

/// <summary>Verifications and clients of the lab's real servers.</summary>
internal static class RealServers
{
    public static ImmutableArray<HostPort> Addresses(this RealEnsemble ensemble) =>
        [.. ensemble.Servers.Select(server => new HostPort("127.0.0.1", server.ClientPort))];

    public static ImmutableArray<VerificationTarget> Targets(this RealEnsemble ensemble) =>
    [
        .. ensemble.Servers.Select(server =>
            new VerificationTarget(server.Id, new HostPort("127.0.0.1", server.ClientPort), Role.Participant)),
    ];

    public static EnsembleConfiguration Members(this RealEnsemble ensemble) =>
        EnsembleConfiguration.Of(ensemble.Servers.Select(server =>
            new ServerLine(server.Id, "127.0.0.1", server.QuorumPort, server.ElectionPort)));

    /// <summary>Verifies, and prints what was found.</summary>
    public static async Task<VerificationReport> VerifyAsync(
        this RealEnsemble ensemble, WitnessRecord? witness = null,
        Func<VerificationOptions, VerificationOptions>? with = null)
    {
        var options = new VerificationOptions
        {
            Servers = ensemble.Targets(),
            Release = Version.Parse(ensemble.Version),
            Witness = witness,
        };
        var report = await Verification.RunAsync(with?.Invoke(options) ?? options, CancellationToken.None);
        TestContext.Out.WriteLine($"{ensemble.Version}: took {report.Took.TotalMilliseconds:0} ms");
        foreach (var check in report.Checks)
        {
            TestContext.Out.WriteLine($"  {check}");
            foreach (var line in check.Details)
            {
                TestContext.Out.WriteLine($"      {line}");
            }
        }

        foreach (var server in report.Servers)
        {
            TestContext.Out.WriteLine($"  {server}");
        }

        return report;
    }

    public static CheckOutcome Outcome(this VerificationReport report, string check) =>
        report.Checks.Single(one => one.Name == check).Outcome;

    public static Task<ZooKeeperClient> ConnectAsync(this RealEnsemble ensemble) =>
        ZooKeeperClient.ConnectAsync(new ZooKeeperOptions { Servers = ensemble.Addresses() });

    /// <summary>Writes nodes below a new parent.</summary>
    public static async Task FillAsync(this ZooKeeperClient client, string parent, int count, string content = "x")
    {
        await client.CreateAsync(parent);
        await Task.WhenAll(Enumerable.Range(0, count).Select(number =>
            client.CreateAsync($"{parent}/n{number}", System.Text.Encoding.ASCII.GetBytes($"{content}{number}"))));
    }
}
