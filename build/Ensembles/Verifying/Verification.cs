using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>
/// Proves that an ensemble has lost nothing and that its servers agree: through a session with each of its servers,
/// so that every server answers for itself.
/// </summary>
public sealed class Verification
{
    private readonly VerificationOptions options;
    private readonly ReplicaSet replicas;
    private readonly Deadline deadline;

    private Verification(VerificationOptions options, ReplicaSet replicas, Deadline deadline) =>
        (this.options, this.replicas, this.deadline) = (options, replicas, deadline);

    /// <summary>
    /// Makes all the checks, on all servers at once. A server that does not answer fails the checks that need it, and
    /// only those: nothing is thrown for what the ensemble does or does not do.
    /// </summary>
    /// <exception cref="ArgumentException">No server is given, or one id twice.</exception>
    public static async Task<VerificationReport> RunAsync(VerificationOptions options, CancellationToken cancellation)
    {
        options.Check();
        var start = Stopwatch.GetTimestamp();
        var deadline = new Deadline(options.Deadline, cancellation);
        await using var replicas = await ReplicaSet.OpenAsync(options, deadline);
        var checks = await new Verification(options, replicas, deadline).CheckAsync();
        if (options.AtEnd is { } atEnd && replicas.Live is [var any, ..])
        {
            await atEnd(any.Client, cancellation);
        }

        return new VerificationReport(
            checks, [.. replicas.All.Select(replica => replica.Row())], Stopwatch.GetElapsedTime(start));
    }

    private async Task<ImmutableArray<Check>> CheckAsync()
    {
        options.Progress?.Report($"Real operations on {replicas.All.Length} servers");
        var membership = options.IsAmidChange
            ? Task.FromResult(Check.Skipped("membership", "the change was ended before its end: lists may still differ"))
            : MembershipCheck.RunAsync(replicas, options.ExpectedMembers, deadline);
        var since = Since();
        var operations = await OperationsCheck.RunAsync(replicas, options, deadline);

        // Both read as fast as the servers answer; the latencies above were measured without them.
        var written = WitnessedWritesCheck.RunAsync(replicas, options, deadline);
        var digests = await new DigestCheck(replicas, options, since, deadline).RunAsync();
        var writes = await written;
        var trees = await TreeCheck.RunAsync(replicas, options, digests, deadline);
        await replicas.ReadStatusAsync(deadline);
        var earlier = await options.Earlier;
        return
        [
            RolesCheck.Of(replicas.FirstStatus),
            ReleaseCheck.Of(options.Release, replicas.FirstStatus, options.IsAmidChange),
            await membership,
            operations,
            writes,
            digests,
            trees,
            LineageCheck.Of(earlier.Histories),
            HistoryCheck.Of(
                earlier.Zxid, options.Witness?.LastZxid,
                replicas.Live.Select(replica => (replica.Name, new Zxid(replica.Client.LastZxid)))),
            QueueCheck.Of([.. replicas.All.Select(replica => replica.Status)]),
            SessionsCheck.Of(options.Witness),
            .. options.Tls is null ? (Check[])[] : [await TlsCheck.RunAsync(options, deadline)],
        ];
    }

    /// <summary>
    /// All that was written before the verification: the witness has ended, and each server has told since how far it is.
    /// </summary>
    private Zxid Since() => replicas.FirstStatus.Select(server => server.Status?.Zxid ?? default)
        .Append(options.Witness?.LastZxid ?? default).Append(replicas.Newest).Max();
}
