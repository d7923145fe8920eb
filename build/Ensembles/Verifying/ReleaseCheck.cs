using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Verifying;

/// <summary>All servers run one release, the wanted one.</summary>
internal static class ReleaseCheck
{
    private const string Name = "release";

    /// <param name="isAmidChange">The change was ended before its end: some may still run the release of before.</param>
    public static Check Of(Version? wanted, ImmutableArray<StatusReading> servers, bool isAmidChange = false)
    {
        var versions = servers.GroupBy(server => server.Status?.Version).OrderBy(group => group.Key).ToList();
        var details = versions.Select(
            group => $"{group.Key?.ToString() ?? "unknown"}: {string.Join(", ", group.Select(one => one.Target))}");
        return versions switch
        {
            [{ Key: { } only }] when wanted is null || only == wanted => Check.Passed(Name, $"all run {only}"),
            [{ Key: { } only }] => Check.Failed(CheckCodes.Release, Name, $"all run {only}, but {wanted} is wanted"),
            [{ Key: null }] => Check.Failed(CheckCodes.Release, Name, "no server tells its release", details),
            [{ Key: null }, _] => Check.Failed(CheckCodes.Release, Name, "not every server tells its release", details),
            _ when isAmidChange && versions.TrueForAll(group => group.Key is not null) => Check.Skipped(
                Name, $"the change was ended before its end: {string.Join("; ", details)}"),
            _ => Check.Failed(CheckCodes.Release, Name, "not all servers run the same release", details),
        };
    }
}
