using System.Collections.Immutable;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>
/// Walks the trees of all servers in step and compares every node as it comes by: no tree is held in memory, only the
/// names of nodes still to be visited.
/// </summary>
/// <param name="upTo">A transaction that all servers have applied; what changed later is not compared.</param>
/// <param name="limit">Most nodes to visit.</param>
internal sealed class TreeComparison(ImmutableArray<IReplica> replicas, Zxid upTo, int limit, Deadline deadline)
{
    /// <summary>ZooKeeper's own part: quotas and configuration, which each server keeps for itself.</summary>
    private const string Own = "/zookeeper";

    /// <summary>Nodes under way at once, on every server.</summary>
    private const int Window = 500;

    /// <summary>Differences that are looked at again; with more of them the trees are different altogether.</summary>
    private const int Most = 10_000;

    private const int Looks = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ImmutableArray<string> names = [.. replicas.Select(replica => replica.Name)];
    private readonly Stack<string> open = new(["/"]);
    private readonly Dictionary<string, TreeDifference> differences = new(StringComparer.Ordinal);
    private int visited, changed, guarded;

    public async Task<TreeFindings> RunAsync()
    {
        var waiting = new Queue<Task<Visit>>();
        while (true)
        {
            if (open.Count > 0 && waiting.Count < Window && visited < limit && differences.Count < Most)
            {
                waiting.Enqueue(VisitAsync(open.Pop()));
                visited++;
            }
            else if (waiting.TryDequeue(out var visit))
            {
                Note(visit.IsCompleted ? await visit : await deadline.OfAsync(visit));
            }
            else
            {
                break;
            }
        }

        await LookAgainAsync();
        return new TreeFindings(visited - changed, changed, guarded, open.Count == 0, [.. differences.Values], upTo);
    }

    /// <summary>
    /// What differs may just have been changed between the reading of one server and of the next: what still differs
    /// after a sync, and without a newer transaction on it, differs for good.
    /// </summary>
    private async Task LookAgainAsync()
    {
        for (var look = 0; look < Looks && differences.Count > 0; look++)
        {
            await Task.Delay(Pause * look, deadline.Cancellation);
            await Task.WhenAll(replicas.Select(replica => deadline.OfAsync(replica.SyncAsync())));
            await Pipeline.RunAsync([.. differences.Keys], VisitAsync, Drop, deadline, Window);
        }

        void Drop(string path, Visit visit)
        {
            if (visit.Difference is null)
            {
                differences.Remove(path);
                changed++;
            }
        }
    }

    private void Note(Visit visit)
    {
        foreach (var name in visit.Children)
        {
            var path = visit.Path == "/" ? $"/{name}" : $"{visit.Path}/{name}";
            if (path != Own)
            {
                open.Push(path);
            }
        }

        changed += visit.Verdict == NodeVerdict.ChangedMeanwhile ? 1 : 0;
        guarded += visit.Protected ? 1 : 0;
        if (visit.Difference is { } difference)
        {
            differences[visit.Path] = new TreeDifference(visit.Path, visit.Verdict, difference);
        }
    }

    private async Task<Visit> VisitAsync(string path)
    {
        var readings = await Task.WhenAll(replicas.Select(replica => replica.ReadAsync(path)));
        var verdict = NodeComparison.Of(readings, upTo, names, out var difference);
        var children = readings.Any(reading => reading.Stat?.NumChildren > 0) ? await ChildrenAsync(path) : [];
        var kept = readings.Any(reading => reading.Sight is Sight.Hidden or Sight.StatOnly);
        return new Visit(path, verdict, difference, children, kept);
    }

    /// <summary>All names that any server shows: one that only some have is a difference when it is visited.</summary>
    private async Task<IEnumerable<string>> ChildrenAsync(string path)
    {
        var lists = await Task.WhenAll(replicas.Select(replica => replica.ChildrenAsync(path)));
        return lists.SelectMany(list => list).Distinct(StringComparer.Ordinal);
    }

    private sealed record Visit(
        string Path, NodeVerdict Verdict, string? Difference, IEnumerable<string> Children, bool Protected);
}

/// <summary>What a walk through the trees of all servers found.</summary>
/// <param name="Compared">Nodes that were compared.</param>
/// <param name="Changed">Further nodes that changed during the walk.</param>
/// <param name="Protected">Of the compared ones: those that ACLs protect, so by stat at most.</param>
/// <param name="Complete">Every node was visited.</param>
internal sealed record TreeFindings(
    int Compared, int Changed, int Protected, bool Complete, ImmutableArray<TreeDifference> Differences, Zxid UpTo);

/// <summary>A node that is not the same everywhere.</summary>
internal sealed record TreeDifference(string Path, NodeVerdict Verdict, string What);
