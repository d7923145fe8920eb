using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>backups</c>.</summary>
internal static class BackupsReader
{
    private const int UsualHour = 2;

    /// <returns>Null where backups are kept here alone, and for ever.</returns>
    public static BackupsSpec? Read(FoundMap root, ReadContext context)
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

        return new BackupsSpec(
            folder is null ? null : map.Has("host") ? folder.Value : context.OnThisMachine(folder.Value),
            map.Text("host")?.Value, (int?)map.Number("keep")?.Value, (int?)map.Number("days")?.Value,
            (int)(map.Number("hour")?.Value ?? UsualHour));
    }
}
