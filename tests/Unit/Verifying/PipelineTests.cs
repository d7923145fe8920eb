using Ensembles.Verifying;

namespace Unit.Verifying;

public sealed class PipelineTests
{
    [Test]
    public async Task Answers_are_handled_in_order_and_never_more_than_the_window_is_under_way()
    {
        var (under, most) = (0, 0);
        var handled = new List<int>();
        await Pipeline.RunAsync(
            Enumerable.Range(0, 500),
            async number =>
            {
                most = Math.Max(most, Interlocked.Increment(ref under));
                await Task.Yield();
                Interlocked.Decrement(ref under);
                return number;
            },
            (number, answer) => handled.Add(number == answer ? number : -1), Waiting.Long, window: 7);

        Assert.That(handled, Is.EqualTo(Enumerable.Range(0, 500)));
        Assert.That(most, Is.InRange(1, 7));
    }

    [Test]
    public void An_answer_that_does_not_come_is_given_up() => Assert.That(
        () => Pipeline.RunAsync(
            [1], _ => new TaskCompletionSource<int>().Task, (_, _) => { },
            new Deadline(TimeSpan.FromMilliseconds(10), CancellationToken.None)),
        Throws.InstanceOf<TimeoutException>().With.Message.Contains("no answer within 0.01 s"));

    [Test]
    public void A_cancelled_verification_is_told_from_a_late_answer() => Assert.That(
        () => new Deadline(TimeSpan.FromSeconds(30), new CancellationToken(canceled: true))
            .OfAsync(new TaskCompletionSource<int>().Task),
        Throws.InstanceOf<OperationCanceledException>());
}
