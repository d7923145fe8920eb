using System.Collections.Immutable;
using Lab.Hosts;

namespace Integration.Hosts.Bench;

/// <summary>
/// Ensembles as they are set up by hand: ZooKeeper's own settings, the release's usual start, no AdminServer.
/// </summary>
internal static class Plain
{
    public const string Version = "3.9.3";

    /// <param name="heap">Null: the one of the release's start script, 1000 MB.</param>
    /// <returns>The files of the inventories of three servers and of all.</returns>
    public static async Task<(string Three, string All)> InventoriesAsync(LabHosts hosts, bool isDynamic, string? heap = null)
    {
        var all = new LabFleet(hosts, Version, isDynamic)
        {
            Java = heap is null ? "{}" : $"{{ heap: {heap} }}",
            Ports = "admin: 0",
            Settings = ImmutableSortedDictionary<string, string>.Empty
                .Add("tickTime", "2000").Add("initLimit", "10").Add("syncLimit", "5").Add("preAllocSize", "65536"),
        };
        return (
            await (all with { Servers = [1, 2, 3] }).WriteAsync("three"), await all.WriteAsync("all"));
    }
}
