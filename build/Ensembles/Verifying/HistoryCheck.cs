using System.Collections.Immutable;
using Ensembles.Findings;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>No server is behind a transaction that the ensemble once had.</summary>
internal static class HistoryCheck
{
    private const string Name = "no step back";

    /// <param name="now">The newest transaction that each server has shown.</param>
    public static Check Of(Zxid? earlier, Zxid? witnessed, IEnumerable<(string Server, Zxid Zxid)> now)
    {
        ImmutableArray<Zxid> known = [.. new[] { earlier, witnessed }.OfType<Zxid>()];
        if (known.IsEmpty)
        {
            return Check.Skipped(Name, "no earlier transaction is known to compare with");
        }

        var least = known.Max();
        var behind = now.Where(server => server.Zxid < least).ToList();
        return behind.Count == 0
            ? Check.Passed(Name, $"every server has reached {least}, the newest transaction known from before")
            : Check.Failed(
                CheckCodes.StepBack, Name,
                $"{Count.Of(behind.Count, "server")} behind {least}, which the ensemble once had: writes are lost",
                behind.Select(server => $"{server.Server} is at {server.Zxid}"));
    }
}
