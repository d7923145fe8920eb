using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>backups</c>.</summary>
internal static class BackupsReader
{
    private const int UsualHour = 2;

    /// <param name="servers">In whose folders no backup is kept.</param>
    /// <returns>Null where backups are kept here alone, and for ever.</returns>
    public static BackupsSpec? Read(FoundMap root, IReadOnlyList<FoundServer> servers, ReadContext context)
    {
        if (root.Map("backups") is not { } map)
        {
            return null;
        }

        if (map.Text("host") is { } host && (context.Local || map.Text("folder") is null))
        {
            context.Faults.Error(InventoryCodes.BackupHostUnusable, host,
                context.Local ? "is reached by SSH, and the connection is local" : "has no folder on it",
                context.Local ? "remove it, or write connection.type: ssh" : "write backups.folder, the folder on that host");
        }

        var folder = map.Text("folder");
        if (folder is not null && map.Has("host") && !folder.Value.StartsWith('/'))
        {
            context.Faults.Error(InventoryCodes.RelativePath, folder, "is relative, and lies on another host", "begin it with /");
        }

        var place = folder is null ? null : map.Has("host") ? PathReader.Normalized(folder.Value) : context.OnThisMachine(folder.Value);
        if (place is not null)
        {
            CheckServers(folder!, place, map.Text("host")?.Value, servers, context);
        }

        return new BackupsSpec(
            place,
            map.Text("host")?.Value, (int?)map.Number("keep")?.Value, (int?)map.Number("days")?.Value,
            (int)(map.Number("hour")?.Value ?? UsualHour));
    }

    private static void CheckServers(
        FoundText folder, string place, string? host, IReadOnlyList<FoundServer> servers, ReadContext context)
    {
        foreach (var server in servers.Where(server => server.Paths is not null && IsOn(server, host, context)))
        {
            (string Kind, string Path)[] theirs =
            [
                ("data", server.Paths!.Data), ("dataLog", server.Paths.DataLog), ("config", server.Paths.Config), ("log", server.Paths.Log),
            ];
            if (theirs.FirstOrDefault(one => PathReader.IsInside(place, one.Path)) is { Kind: { } kind, Path: var own })
            {
                context.Faults.Error(InventoryCodes.BackupFolderOfServer, folder,
                    $"{place} lies in {own}, which is paths.{kind} of server {server.Id}", "write a folder outside of the servers' folders");
                return;
            }
        }
    }

    /// <summary>The second place is on the server's machine, as far as names tell.</summary>
    private static bool IsOn(FoundServer server, string? host, ReadContext context) => host is null
        ? context.Local || server.Machine is "127.0.0.1" or "::1"
            || string.Equals(server.Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        : string.Equals(server.Host, host, StringComparison.OrdinalIgnoreCase);
}
