using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Verifying;

/// <summary>The servers keep up with their requests.</summary>
internal static class QueueCheck
{
    private const string Name = "queues";

    /// <summary>Requests; a tenth of where a server holds clients back (globalOutstandingLimit, 1000).</summary>
    private const long High = 100;

    public static Check Of(ImmutableArray<StatusReading> servers)
    {
        var answered = servers.Where(server => server.Status is not null).ToList();
        if (answered.Count == 0)
        {
            return Check.Skipped(Name, "no server answers");
        }

        var most = answered.Max(server => server.Status!.Outstanding);
        var evidence = $"at most {Count.Of(most, "request")} waiting on any server";
        return most <= High
            ? Check.Passed(Name, evidence)
            : Check.Warning(CheckCodes.Overloaded,
                Name, evidence, answered.Where(server => server.Status!.Outstanding > High)
                .Select(server => $"{server.Target}: {server.Status!.Outstanding} requests waiting: it is overloaded"));
    }
}
