using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What a server may do instead of answering: a finding about it, not a failure of the verification.</summary>
internal static class Faults
{
    public static bool IsOfServer(Exception e) =>
        e is ZooKeeperException or FourLetterWordException or TimeoutException or IOException or FormatException;

    /// <summary>Runs the work for every item at once and gives what failed, by item.</summary>
    public static async Task<IReadOnlyDictionary<T, string>> OfAllAsync<T>(IEnumerable<T> items, Func<T, Task> work)
        where T : notnull
    {
        var outcomes = await Task.WhenAll(items.Select(async item => (item, fault: await OfAsync(() => work(item)))));
        return outcomes.Where(outcome => outcome.fault is not null)
            .ToDictionary(outcome => outcome.item, outcome => outcome.fault!);
    }

    /// <summary>The message of what failed; null when nothing did.</summary>
    public static async Task<string?> OfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception e) when (IsOfServer(e))
        {
            return e is ConnectFailedException connect ? NoSession(connect) : e.Message;
        }
    }

    private static string NoSession(ConnectFailedException e) =>
        $"no session: {string.Join(", ", e.Attempts.Select(attempt => attempt.Reason))}";
}
