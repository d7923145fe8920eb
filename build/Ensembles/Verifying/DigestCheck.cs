using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.Findings;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>
/// The servers' digests of their whole trees are equal at one transaction (3.6 and later, ZOOKEEPER-3512: path, data
/// and stat of every node, <c>/zookeeper/config</c> excepted).
/// </summary>
/// <param name="since">The last transaction before the verification: what is compared is newer.</param>
internal sealed class DigestCheck(ReplicaSet replicas, VerificationOptions options, Zxid since, Deadline deadline)
{
    private const string Name = "tree digests";

    /// <summary>A server notes a digest at each transaction that this divides (DataTree.DIGEST_LOG_INTERVAL).</summary>
    private const int Step = 128;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task<Check> RunAsync()
    {
        if (Obstacle() is { } obstacle)
        {
            return Check.Skipped(Name, obstacle);
        }

        try
        {
            var after = new Zxid(0);
            var servers = await ReadAsync();
            var enough = options.IsQuick && DigestComparison.Of(servers, after).Newest is not null;
            if (!enough && !options.ReadOnly)
            {
                after = since;
                if (DigestComparison.Of(servers, after).Newest is null)
                {
                    // The verification's own operations, some hundred transactions, come by the next digest mostly.
                    await ReachNextAsync();
                    servers = await ReadSinceAsync(after);
                }
            }

            return Of(servers, after, replicas.Newest, replicas.Unreached, options.ReadOnly);
        }
        catch (WordRefusedException e)
        {
            return Check.Skipped(Name, e.Message);
        }
        catch (Exception e) when (Faults.IsOfServer(e))
        {
            return Check.Warning(CheckCodes.DigestsPartial, Name, $"the digests could not be compared: {e.Message}");
        }
    }

    public static Check Of(
        IReadOnlyList<TreeDigests> servers, Zxid after, Zxid now, ImmutableArray<string> unreached, bool readOnly)
    {
        var compared = DigestComparison.Of(servers, after);
        if (compared.Newest is not { } newest)
        {
            return Check.Skipped(Name, readOnly
                ? $"no digest that all servers have since they started (one each {Step} transactions), and " +
                  "nothing may be written for one"
                : $"the servers note no digests after {after}: is digest.enabled=false?");
        }

        var where = $"at {newest}, {Distance(newest, now)}";
        return (compared.Equal, compared.Unequal, unreached) switch
        {
            (false, var unequal, _) => Check.Failed(
                CheckCodes.DigestsDiffer, Name, $"the trees of {servers.Count} servers differ {where}",
                $"{unequal.Length} of {compared.Common} common digests differ, the first at {unequal[0]}"),
            (true, [var first, ..] unequal, _) => Check.Warning(
                CheckCodes.DigestsDiffered,
                Name, $"the trees of {servers.Count} servers are equal {where}, but they were not always",
                $"{unequal.Length} of {compared.Common} common digests differ, from {first} to {unequal[^1]}"),
            (true, _, { IsEmpty: false }) => Check.Warning(
                CheckCodes.DigestsPartial,
                Name, $"the trees of the {servers.Count} servers that answer are equal {where}", unreached),
            _ => Check.Passed(Name, $"the trees of {servers.Count} servers are equal {where}"),
        };
    }

    private string? Obstacle()
    {
        if (replicas.Live.Length < 2)
        {
            return "fewer than two servers to compare";
        }

        var old = replicas.FirstStatus.FirstOrDefault(
            server => server.Status?.Version is { } version && !version.HasTreeDigests);
        return old is null ? null : $"{old.Target} runs {old.Status!.Version}: digests exist from 3.6 on";
    }

    /// <summary>Writes the transactions that are missing until a digest is due, on a marker of its own.</summary>
    private async Task ReachNextAsync()
    {
        var writer = replicas.Live[0];
        var path = $"/ensemble-marker-{Guid.NewGuid().ToString("N")[..12]}-digest";
        await deadline.OfAsync(writer.Client.CreateAsync(path, mode: CreateMode.Ephemeral));
        var missing = Step - (int)(replicas.Newest.Counter % Step);
        await Pipeline.RunAsync(
            Enumerable.Range(0, missing),
            number => writer.Client.SetDataAsync(path, BitConverter.GetBytes(number)), (_, _) => { }, deadline);
        await deadline.OfAsync(writer.Client.DeleteAsync(path));
        await Task.WhenAll(replicas.Live.Select(replica => deadline.OfAsync(replica.SyncAsync())));
    }

    private async Task<IReadOnlyList<TreeDigests>> ReadSinceAsync(Zxid after)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause, deadline.Cancellation))
        {
            var servers = await ReadAsync();
            if (DigestComparison.Of(servers, after).Newest is not null ||
                Stopwatch.GetElapsedTime(start) > (options.IsQuick ? TimeSpan.Zero : options.Settle))
            {
                return servers;
            }
        }
    }

    private async Task<IReadOnlyList<TreeDigests>> ReadAsync() =>
        await Task.WhenAll(replicas.Live.Select(replica => ReadAsync(replica.Target.Address)));

    private async Task<TreeDigests> ReadAsync(HostPort server)
    {
        try
        {
            return TreeDigests.Parse(await FourLetterWord.AskAsync(
                server, "hash", deadline.Within, options.Connector, deadline.Cancellation));
        }
        catch (EmptyAnswerException)
        {
            // No digest yet: the server has not come by the first transaction that is due for one.
            return new TreeDigests(ImmutableSortedDictionary<Zxid, long>.Empty);
        }
    }

    private static string Distance(Zxid then, Zxid now) => now.Epoch == then.Epoch
        ? $"{Count.Of(now.Counter - then.Counter, "transaction")} ago"
        : $"in epoch {then.Epoch} (now {now.Epoch})";
}
