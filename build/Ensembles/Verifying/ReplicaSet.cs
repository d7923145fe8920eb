using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>All servers of a verification.</summary>
internal sealed class ReplicaSet : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private ReplicaSet(VerificationOptions options) =>
        All = [.. options.Servers.OrderBy(server => server.Id).Select(server => new Replica(server, options))];

    public ImmutableArray<Replica> All { get; }

    /// <summary>Those with a session.</summary>
    public ImmutableArray<Replica> Live => [.. All.Where(replica => replica.Fault is null)];

    /// <summary>Those without one, and why, for the details of a check.</summary>
    public ImmutableArray<string> Unreached =>
        [.. All.Where(replica => replica.Fault is not null).Select(replica => $"{replica.Name}: {replica.Fault}")];

    /// <summary>What the servers said once their roles were settled, or when there was no more time for that.</summary>
    public ImmutableArray<StatusReading> FirstStatus { get; private set; } = [];

    /// <summary>The newest transaction that any server has shown.</summary>
    public Zxid Newest => Live.Select(replica => new Zxid(replica.Client.LastZxid)).DefaultIfEmpty().Max();

    /// <summary>Opens a session with every server, and waits for them to have settled their roles.</summary>
    public static async Task<ReplicaSet> OpenAsync(VerificationOptions options, Deadline deadline)
    {
        var replicas = new ReplicaSet(options);
        try
        {
            var sessions = replicas.All.Select(replica => replica.OpenAsync(deadline));
            await Task.WhenAll([replicas.SettleAsync(options, deadline), .. sessions]);
            return replicas;
        }
        catch
        {
            await replicas.DisposeAsync();
            throw;
        }
    }

    public Task ReadStatusAsync(Deadline deadline) =>
        Task.WhenAll(All.Select(replica => replica.ReadStatusAsync(deadline)));

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(All.Select(replica => replica.DisposeAsync().AsTask()));

    /// <summary>After an election or a reconfiguration two servers may call themselves leader for a moment.</summary>
    private async Task SettleAsync(VerificationOptions options, Deadline deadline)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause, deadline.Cancellation))
        {
            await ReadStatusAsync(deadline);
            FirstStatus = [.. All.Select(replica => replica.Status)];
            var settled = RolesCheck.Of(FirstStatus).Outcome == CheckOutcome.Passed;
            if (settled || Stopwatch.GetElapsedTime(start) > options.Settle)
            {
                return;
            }
        }
    }
}
