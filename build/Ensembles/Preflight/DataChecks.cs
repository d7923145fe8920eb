using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>A server's data folder is empty or its own, and no other ZooKeeper works in it.</summary>
internal static class DataChecks
{
    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope)
    {
        foreach (var server in probe.Servers)
        {
            var own = server.Id.ToString(CultureInfo.InvariantCulture);
            if (probe.MyIds.GetValueOrDefault(server.Id, own) is var id && id != own)
            {
                yield return Error(HostCodes.OtherServersData,
                    probe, server, $"{server.Paths.Data} holds the data of server {id}",
                    $"write another folder under paths.data, or give the server its id {id} back");
            }

            if (probe.Strange.TryGetValue(server.Id, out var strange))
            {
                // A server that runs there, or has run with this id, has made it its own, whatever else lies there.
                yield return probe.Pids.ContainsKey(server.Id)
                    || (probe.MyIds.ContainsKey(server.Id) && probe.Sizes.GetValueOrDefault(server.Id) > 0)
                    ? Warning(HostCodes.ForeignFiles,
                        probe, server, $"{server.Paths.Data} also holds {strange}, which is nothing of ZooKeeper's",
                        "move it away at some time: ZooKeeper leaves it alone, and so does the suite")
                    : Error(HostCodes.ForeignFiles, probe, server,
                        $"{server.Paths.Data} holds {strange}, which is nothing of ZooKeeper's",
                        "write a folder of the server's own under paths.data, or move what is there");
            }
        }

        foreach (var server in probe.Servers.Where(server => probe.Logging.ContainsKey(server.Id)))
        {
            yield return Error(HostCodes.LogFolderInUse, probe, server,
                $"another ZooKeeper (process {probe.Logging[server.Id]}) writes its log in {server.Paths.Log}, and a start " +
                "would empty a file of the same name", "write a folder of the server's own under paths.log");
        }

        foreach (var (pid, shares) in probe.Foreign)
        {
            if (probe.Servers.FirstOrDefault(server => server.Id == shares) is { } server)
            {
                yield return Error(HostCodes.FolderInUse, probe, server,
                    $"another ZooKeeper (process {pid}) works in {server.Paths.Data} with a zoo.cfg of its own",
                    $"where it is this server, write the folder of its zoo.cfg under paths.config and the file's name; where " +
                    "it is another ensemble's, write another folder under paths.data");
            }
            else if (scope.Inventory.Connection.Kind == ConnectionKind.Ssh)
            {
                // On one's own machine other ensembles are nothing strange.
                yield return Warning(HostCodes.OtherZooKeeper,
                    probe, null, $"another ZooKeeper runs there (process {pid})",
                    "see that it is meant to: it shares memory and disks with this ensemble");
            }
        }
    }
}
