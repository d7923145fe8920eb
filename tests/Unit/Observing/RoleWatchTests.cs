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
            ServerMode.Follower, ServerMode.Follower, null, ServerMode.Follower, null, null, null, ServerMode.NotServing,
            ServerMode.Leader,
        ]);
        await using var watch = RoleWatch.Start([Given.Server(1)], Stopwatch.GetTimestamp(), (_, _) =>
            Task.FromResult(answers.Count > 1 ? answers.Dequeue() : answers.Peek()));
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
        var watch = RoleWatch.Start([Given.Server(1)], Stopwatch.GetTimestamp(), (_, _) =>
        {
            asked++;
            return Task.FromResult<ServerMode?>(null);
        });
        await Poll.UntilAsync(() => asked > 1, "Nothing is asked");
        await watch.DisposeAsync();
        await watch.DisposeAsync();
        var before = asked;
        await Task.Yield();

        Assert.That(asked, Is.EqualTo(before));
    }
}
