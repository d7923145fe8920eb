using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
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
    private readonly ConcurrentDictionary<(Marker Marker, Replica Reader), Task<Fired>> changes = [];
    private readonly ConcurrentDictionary<(Marker Marker, Replica Reader), Task<Fired>> ends = [];
    private ImmutableArray<Marker> markers;

    public MarkerRound(ImmutableArray<Replica> replicas, Deadline deadline)
    {
        this.deadline = deadline;
        markers = [.. replicas.Select(replica => new Marker(replica, $"/ensemble-marker-{id}-{replica.Id}"))];
    }

    /// <summary>What did not go as it must, one line each.</summary>
    public IEnumerable<string> Faults => faults;

    /// <summary>Servers that took part to the end.</summary>
    public ImmutableArray<Replica> Lasting => [.. markers.Select(marker => marker.Replica)];

    public async Task RunAsync()
    {
        try
        {
            await StepAsync("make markers", SmokeOperation.Create, MakeAsync);
            await StepAsync("read the markers", SmokeOperation.Read, ReadFirstAsync);
            await StepAsync("change its marker", SmokeOperation.Write, ChangeAsync);
            await StepAsync("see the changes", SmokeOperation.Read, SeeChangesAsync);
            await StepAsync("delete its marker", SmokeOperation.Delete, DeleteAsync);
            await StepAsync("see the deletions", SmokeOperation.Read, SeeDeletionsAsync);
        }
        finally
        {
            await Task.WhenAll(markers.Select(marker => marker.EndVisitAsync().AsTask()));
        }
    }

    /// <summary>One step of all servers; one that fails takes no part in the next.</summary>
    private async Task StepAsync(string what, SmokeOperation kind, Func<Marker, Task> step)
    {
        var failed = await Verifying.Faults.OfAllAsync(markers, step);
        foreach (var (marker, fault) in failed)
        {
            faults.Enqueue($"{marker.Replica.Name} could not {what}: {fault}");
            marker.Replica.Smoke.Failed(kind);
            await marker.EndVisitAsync();
        }

        markers = [.. markers.Where(marker => !failed.ContainsKey(marker))];
    }

    /// <summary>A marker of the lasting session, and one of a visiting session that ends soon.</summary>
    private Task MakeAsync(Marker marker) => Task.WhenAll(
        Timed(
            marker.Replica, SmokeOperation.Create,
            marker.Replica.Client.CreateAsync(marker.Path, First, CreateMode.Ephemeral)),
        marker.VisitAsync(deadline));

    private async Task ReadFirstAsync(Marker reader)
    {
        await Timed(reader.Replica, SmokeOperation.Sync, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            await ExpectAsync(marker, reader, First, Watch(changes, marker, reader));
            var visit = await Timed(reader.Replica, SmokeOperation.Read, reader.Replica.Client.ExistsAsync(
                marker.VisitPath, Watch(ends, marker, reader), deadline.Cancellation));
            Expect(
                visit is not null, reader, SmokeOperation.Read,
                $"lacks the ephemeral node made through server {marker.Replica.Id}");
        }));
    }

    private Task ChangeAsync(Marker marker)
    {
        marker.ChangeBegan = Stopwatch.GetTimestamp();
        return Task.WhenAll(
            Timed(marker.Replica, SmokeOperation.Write, marker.Replica.Client.SetDataAsync(marker.Path, Second)),
            deadline.OfAsync(marker.EndVisitAsync().AsTask()));
    }

    private async Task SeeChangesAsync(Marker reader)
    {
        await Timed(reader.Replica, SmokeOperation.Sync, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            await ExpectAsync(marker, reader, Second, null);
            await FiredAsync(
                changes, marker, reader, SmokeOperation.Watch, WatchEventType.NodeDataChanged,
                "the change of a marker");
            await FiredAsync(
                ends, marker, reader, SmokeOperation.Ephemeral, WatchEventType.NodeDeleted, "the end of a session");
        }));
    }

    private Task DeleteAsync(Marker marker) =>
        Timed(
            marker.Replica, SmokeOperation.Delete,
            marker.Replica.Client.DeleteAsync(marker.Path, cancellationToken: deadline.Cancellation));

    private async Task SeeDeletionsAsync(Marker reader)
    {
        await Timed(reader.Replica, SmokeOperation.Sync, reader.Replica.SyncAsync());
        await Task.WhenAll(markers.Select(async marker =>
        {
            var left = await Timed(reader.Replica, SmokeOperation.Read, reader.Replica.Client.ExistsAsync(marker.Path));
            Expect(
                left is null, reader, SmokeOperation.Delete,
                $"still shows the marker deleted through server {marker.Replica.Id}");
        }));
    }

    private async Task ExpectAsync(Marker marker, Marker reader, byte[] content, Action<WatchEvent>? watch)
    {
        try
        {
            var node = await Timed(
                reader.Replica, SmokeOperation.Read,
                reader.Replica.Client.GetDataAsync(marker.Path, watch, deadline.Cancellation));
            Expect(
                node.Data.Span.SequenceEqual(content), reader, SmokeOperation.Read,
                $"shows an old content of the marker of server {marker.Replica.Id}, after a sync");
        }
        catch (NoNodeException)
        {
            Expect(
                false, reader, SmokeOperation.Read,
                $"lacks the marker made through server {marker.Replica.Id}, after a sync");
        }
    }

    private async Task FiredAsync(
        ConcurrentDictionary<(Marker, Replica), Task<Fired>> watches, Marker marker, Marker reader, SmokeOperation kind,
        WatchEventType expected, string what)
    {
        try
        {
            var fired = await deadline.OfAsync(watches[(marker, reader.Replica)]);
            reader.Replica.Smoke.Did(kind, Stopwatch.GetElapsedTime(marker.ChangeBegan, fired.At));
            Expect(
                fired.Event.Type == expected, reader, kind,
                $"told {fired.Event.Type} of {what} on server {marker.Replica.Id}");
        }
        catch (TimeoutException)
        {
            Expect(false, reader, kind, $"told nothing of {what} on server {marker.Replica.Id}");
        }
    }

    private void Expect(bool holds, Marker reader, SmokeOperation kind, string otherwise)
    {
        if (!holds)
        {
            reader.Replica.Smoke.Failed(kind);
            faults.Enqueue($"{reader.Replica.Name} {otherwise}");
        }
    }

    private static Action<WatchEvent> Watch(
        ConcurrentDictionary<(Marker, Replica), Task<Fired>> watches, Marker marker, Marker reader)
    {
        var fired = new TaskCompletionSource<Fired>(TaskCreationOptions.RunContinuationsAsynchronously);
        watches[(marker, reader.Replica)] = fired.Task;
        return told => fired.TrySetResult(new(told, Stopwatch.GetTimestamp()));
    }

    private Task<T> Timed<T>(Replica replica, SmokeOperation kind, Task<T> operation) =>
        replica.TimedAsync(deadline, kind, operation);

    private Task Timed(Replica replica, SmokeOperation kind, Task operation) =>
        replica.TimedAsync(deadline, kind, operation);

    /// <param name="At">Of the clock that never steps.</param>
    private sealed record Fired(WatchEvent Event, long At);

    private sealed class Marker(Replica replica, string path)
    {
        private ZooKeeperClient? visit;

        public Replica Replica => replica;

        public string Path => path;

        /// <summary>When its content began to change and its visit to end, by the clock that never steps.</summary>
        public long ChangeBegan { get; set; }

        public string VisitPath => path + "-visit";

        public async Task VisitAsync(Deadline deadline)
        {
            visit = await deadline.OfAsync(replica.ConnectAsync(deadline.Cancellation));
            await replica.TimedAsync(
                deadline, SmokeOperation.Create, visit.CreateAsync(VisitPath, First, CreateMode.Ephemeral));
        }

        public ValueTask EndVisitAsync() => Interlocked.Exchange(ref visit, null)?.DisposeAsync() ?? default;
    }
}
