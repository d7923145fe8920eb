namespace Integration.Rollouts;

/// <summary>Sees all the while which servers are there; those that the test itself harms do not count.</summary>
internal sealed class Presence : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<int> seen = [];
    private readonly List<string> absences = [];
    private readonly Task looking;

    private Presence(IReadOnlyCollection<int> ids, Func<int, Task<bool>> isThere, int victim) =>
        looking = LookAsync([.. ids.Where(id => id != victim)], isThere);

    /// <summary>Moments when more than one server was down by our hand.</summary>
    public IReadOnlyList<string> Absences => absences;

    /// <param name="victim">The server that the test harms.</param>
    public static Presence Watch(IReadOnlyCollection<int> ids, Func<int, Task<bool>> isThere, int victim) =>
        new(ids, isThere, victim);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking;
        stop.Dispose();
    }

    private async Task LookAsync(int[] ids, Func<int, Task<bool>> isThere)
    {
        while (!stop.IsCancellationRequested)
        {
            var there = await Task.WhenAll(ids.Select(isThere));
            var down = ids.Where((id, at) => !there[at] && seen.Contains(id)).ToArray();
            seen.UnionWith(ids.Where((_, at) => there[at]));
            if (down.Length > 1)
            {
                absences.Add($"servers {string.Join(", ", down)} are down at the same time");
            }

            await Task.Delay(20);
        }
    }
}
