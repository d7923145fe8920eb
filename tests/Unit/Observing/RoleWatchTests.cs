using System.Diagnostics;
using Ensembles.Observing;
using Lab;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Observing;

internal sealed class RoleWatchTests
{
    [Test]
    public async Task It_keeps_the_changes_and_no_single_missing_answer()
    {
        var answers = new Queue<ServerMode?>(
        [
            ServerMode.Follower, ServerMode.Follower, null, ServerMode.Follower, null, null, null,
            ServerMode.NotServing,
            ServerMode.Leader,
        ]);
        await using var watch = new RoleWatch(
            Stopwatch.GetTimestamp(), (_, _) => Answer(answers.Count > 1 ? answers.Dequeue() : answers.Peek()),
            _ => false);
        watch.Watch([Given.Server(1)]);
        await Poll.UntilAsync(() => watch.Readings.Any(reading => reading.Mode == ServerMode.Leader), "Nobody leads");

        Assert.That(watch.Readings.Select(reading => reading.Mode), Is.EqualTo(new ServerMode?[]
        {
            ServerMode.Follower, null, ServerMode.NotServing, ServerMode.Leader,
        }));
        Assert.That(watch.Readings.Select(reading => reading.At), Is.Ordered);
    }

    [Test]
    public async Task After_its_end_it_asks_no_more()
    {
        var asked = 0;
        var watch = new RoleWatch(Stopwatch.GetTimestamp(), (_, _) =>
        {
            asked++;
            return Answer(null);
        }, _ => false);
        watch.Watch([Given.Server(1)]);
        await Poll.UntilAsync(() => asked > 1, "Nothing is asked");
        await watch.DisposeAsync();
        await watch.DisposeAsync();
        var before = asked;
        await Task.Yield();

        Assert.That(asked, Is.EqualTo(before));
    }

    [Test]
    public async Task Who_is_watched_twice_is_asked_once()
    {
        var asked = 0;
        await using var watch = new RoleWatch(Stopwatch.GetTimestamp(), async (_, cancellation) =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        }, _ => false);
        watch.Watch([Given.Server(1)]);
        watch.Watch([Given.Server(1), Given.Server(2)]);
        await Poll.UntilAsync(() => asked > 1, "Nothing is asked");

        Assert.That(asked, Is.EqualTo(2));
    }

    [Test]
    public async Task What_a_server_said_last_is_told_and_that_it_once_answered()
    {
        var answers = new Queue<ServerMode?>([ServerMode.Leader, null]);
        await using var watch = new RoleWatch(
            Stopwatch.GetTimestamp(), (_, _) => Answer(answers.Count > 1 ? answers.Dequeue() : answers.Peek()),
            _ => true);
        watch.Watch([Given.Server(1)]);
        await Poll.UntilAsync(
            () => watch.Latest.GetValueOrDefault(Given.Server(1)) is { Status: null }, "Its silence is not told");

        Assert.That(watch.Latest[Given.Server(1)].HasAnswered, Is.True);
    }

    private static Task<ServerStatus?> Answer(ServerMode? mode) =>
        Task.FromResult(mode is { } said ? new ServerStatus { Mode = said } : null);
}
