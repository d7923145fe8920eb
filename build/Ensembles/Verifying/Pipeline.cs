namespace Ensembles.Verifying;

/// <summary>Keeps many requests under way, so that throughput does not depend on the way to the server.</summary>
internal static class Pipeline
{
    /// <summary>Requests under way at once on one session.</summary>
    public const int Window = 1000;

    /// <summary>Asks for every item and handles the answers in the items' order, one at a time.</summary>
    /// <exception cref="TimeoutException">An answer took longer than the deadline.</exception>
    public static async Task RunAsync<T, TAnswer>(
        IEnumerable<T> items, Func<T, Task<TAnswer>> ask, Action<T, TAnswer> handle, Deadline deadline,
        int window = Window)
    {
        var waiting = new Queue<(T Item, Task<TAnswer> Answer)>(window);
        foreach (var item in items)
        {
            if (waiting.Count == window)
            {
                await HandleAsync();
            }

            waiting.Enqueue((item, ask(item)));
        }

        while (waiting.Count > 0)
        {
            await HandleAsync();
        }

        async Task HandleAsync()
        {
            var (item, answer) = waiting.Dequeue();
            handle(item, answer.IsCompleted ? await answer : await deadline.OfAsync(answer));
        }
    }
}
