namespace Lab;

/// <summary>Waiting for something to become true, instead of sleeping for as long as it might take.</summary>
public static class Poll
{
    /// <summary>Asks every 20 ms until the answer is not null.</summary>
    /// <param name="what">What is awaited, for the message: a sentence about the state at the deadline.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T?>> ask, Func<string> what, TimeSpan? deadline = null, CancellationToken ct = default)
        where T : class
    {
        var end = DateTime.UtcNow + (deadline ?? TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException(what());
            }

            await Task.Delay(20, ct);
        }
    }

    /// <summary>Asks every 20 ms until it is so.</summary>
    public static Task UntilAsync(
        Func<bool> ask, string what, TimeSpan? deadline = null, CancellationToken ct = default) =>
        UntilAsync(() => Task.FromResult(ask() ? "yes" : null), () => what, deadline, ct);
}
