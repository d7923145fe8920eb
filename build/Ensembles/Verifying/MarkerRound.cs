using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ZooKeeper.Client;

namespace Ensembles.Verifying;

/// <summary>
/// One round of real operations with all servers at once, step by step, so that each step of one server is seen by all
/// others. The markers are ephemeral nodes under <c>/</c>: nothing of them can be left behind.
/// </summary>
internal sealed class MarkerRound
{
    private static readonly byte[] First = Encoding.ASCII.GetBytes("first");
    private static readonly byte[] Second = Encoding.ASCII.GetBytes("second");
    private readonly string id = Guid.NewGuid().ToString("N")[..12];
    private readonly Deadline deadline;
    private readonly ConcurrentQueue<string> faults = [];
    private readonly ConcurrentDictionary<(Marker Marker, Replica Reader), Task<WatchEvent>> changes = [];
    private readonly ConcurrentDictionary<(Marker Marker, Replica Reader), Task<WatchEvent>> ends = [];
    private ImmutableArray<Marker> markers;

    public MarkerRound(ImmutableArray<Replica> replicas, Deadline deadline)
    {
        this.deadline = deadline;
        markers = [.. replicas.Select(replica => new Marker(replica, $"/ensemble-marker-{id}-{replica.Id}"))];
    }

    /// <summary>What did not go as it must, one line each.</summary>
    public IEnumerable<string> Faults => faults;

    public async Task RunAsync()
    {
        try
        {
            await StepAsync("make markers", MakeAsync);
            await StepAsync("read the markers", ReadFirstAsync);
            await StepAsync("change its marker", ChangeAsync);
            await StepAsync("see the changes", SeeChangesAsync);
            await StepAsync("delete its marker", DeleteAsync);
            await StepAsync("see the deletions", SeeDeletionsAsync);
        }
        finally
        {
            await Task.WhenAll(markers.Select(marker => marker.EndVisitAsync().AsTask()));
        }
    }

    /// <summary>One step of all servers; one that fails takes no part in the next.</summary>
    private async Task StepAsync(string what, Func<Marker, Task> step)
    {
        var failed = await Verifying.Faults.OfAllAsync(markers, step);
        foreach (var (marker, fault) in failed)
        {
            faults.Enqueue($"{marker.Replica.Name} could not {what}: {fault}");
            await marker.EndVisitAsync();
        }

        markers = [.. markers.Where(marker => !failed.ContainsKey(marker))];
    }

    /// <summary>A marker of the lasting session, and one of a visiting session that ends soon.</summary>
    private Task MakeAsync(Marker marker) => Task.WhenAll(
        Timed(marker.Replica, marker.Replica.Client.CreateAsync(marker.Path, First, CreateMode.Ephemeral)),
        marker.VisitAsync(deadline));

    private async Task ReadFirstAsync(Marker reader)
    {
        await Timed(reader.Replica, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            await ExpectAsync(marker, reader, First, Watch(changes, marker, reader));
            var visit = await Timed(reader.Replica, reader.Replica.Client.ExistsAsync(
                marker.VisitPath, Watch(ends, marker, reader), deadline.Cancellation));
            Expect(visit is not null, reader, $"lacks the ephemeral node made through server {marker.Replica.Id}");
        }));
    }

    private Task ChangeAsync(Marker marker) => Task.WhenAll(
        Timed(marker.Replica, marker.Replica.Client.SetDataAsync(marker.Path, Second)),
        Timed(marker.Replica, marker.EndVisitAsync().AsTask()));

    private async Task SeeChangesAsync(Marker reader)
    {
        await Timed(reader.Replica, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            await ExpectAsync(marker, reader, Second, null);
            await FiredAsync(changes, marker, reader, WatchEventType.NodeDataChanged, "the change of a marker");
            await FiredAsync(ends, marker, reader, WatchEventType.NodeDeleted, "the end of a session");
        }));
    }

    private Task DeleteAsync(Marker marker) =>
        Timed(marker.Replica, marker.Replica.Client.DeleteAsync(marker.Path, cancellationToken: deadline.Cancellation));

    private async Task SeeDeletionsAsync(Marker reader)
    {
        await Timed(reader.Replica, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            var left = await Timed(reader.Replica, reader.Replica.Client.ExistsAsync(marker.Path));
            Expect(left is null, reader, $"still shows the marker deleted through server {marker.Replica.Id}");
        }));
    }

    private async Task ExpectAsync(Marker marker, Marker reader, byte[] content, Action<WatchEvent>? watch)
    {
        try
        {
            var node = await Timed(
                reader.Replica, reader.Replica.Client.GetDataAsync(marker.Path, watch, deadline.Cancellation));
            Expect(
                node.Data.Span.SequenceEqual(content), reader,
                $"shows an old content of the marker of server {marker.Replica.Id}, after a sync");
        }
        catch (NoNodeException)
        {
            Expect(false, reader, $"lacks the marker made through server {marker.Replica.Id}, after a sync");
        }
    }

    private async Task FiredAsync(
        ConcurrentDictionary<(Marker, Replica), Task<WatchEvent>> watches, Marker marker, Marker reader,
        WatchEventType expected, string what)
    {
        try
        {
            var fired = await deadline.OfAsync(watches[(marker, reader.Replica)]);
            Expect(fired.Type == expected, reader, $"told {fired.Type} of {what} on server {marker.Replica.Id}");
        }
        catch (TimeoutException)
        {
            Expect(false, reader, $"told nothing of {what} on server {marker.Replica.Id}");
        }
    }

    private void Expect(bool holds, Marker reader, string otherwise)
    {
        if (!holds)
        {
            faults.Enqueue($"{reader.Replica.Name} {otherwise}");
        }
    }

    private static Action<WatchEvent> Watch(
        ConcurrentDictionary<(Marker, Replica), Task<WatchEvent>> watches, Marker marker, Marker reader)
    {
        var fired = new TaskCompletionSource<WatchEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        watches[(marker, reader.Replica)] = fired.Task;
        return told => fired.TrySetResult(told);
    }

    private Task<T> Timed<T>(Replica replica, Task<T> operation) => replica.TimedAsync(deadline, operation);

    private Task Timed(Replica replica, Task operation) => replica.TimedAsync(deadline, operation);

    private sealed class Marker(Replica replica, string path)
    {
        private ZooKeeperClient? visit;

        public Replica Replica => replica;

        public string Path => path;

        public string VisitPath => path + "-visit";

        public async Task VisitAsync(Deadline deadline)
        {
            visit = await deadline.OfAsync(replica.ConnectAsync(deadline.Cancellation));
            await replica.TimedAsync(deadline, visit.CreateAsync(VisitPath, First, CreateMode.Ephemeral));
        }

        public ValueTask EndVisitAsync() => Interlocked.Exchange(ref visit, null)?.DisposeAsync() ?? default;
    }
}
