using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Resolves folders on the hosts.</summary>
internal static class PathReader
{
    /// <summary>
    /// What breaks on the way of a path: <c>\</c> is an escape in zoo.cfg, zkServer.sh takes what follows the last
    /// <c>=</c>, <c>:</c> and <c>*</c> mean something in a class path, <c>%</c> and <c>$</c> in systemd units
    /// and logging configurations, braces are placeholders.
    /// </summary>
    private const string Unusable = "\\=:*%${}";

    /// <summary>Folders of the system: nothing of a server's own can be one of them.</summary>
    private static readonly string[] OfTheSystem =
    [
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/media", "/mnt", "/opt", "/proc",
        "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/sbin",
        "/usr/share", "/var", "/var/lib", "/var/log", "/var/tmp",
    ];

    /// <summary>Folders of the system that releases are unpacked in.</summary>
    private static readonly string[] OfReleases = ["/opt", "/srv", "/usr/lib", "/usr/local", "/usr/share"];

    private static readonly string[] Volatile = ["/tmp", "/var/tmp", "/dev/shm"];

    /// <param name="text">With the placeholders; its faults are reported at its place.</param>
    /// <param name="id">Replaces <c>{id}</c>; null where there is no server.</param>
    /// <param name="warn">Of folders that do not last.</param>
    /// <param name="top">A folder of releases: <c>/opt</c> itself may be one.</param>
    /// <returns>Absolute and normalized (<c>bin/../conf</c> is <c>conf</c>), without a slash at its end; null where it cannot be used, which is reported.</returns>
    public static string? Read(FoundText text, ReadContext context, string? id, bool top = false, bool warn = true)
    {
        string path = text.Value.Replace("{ensemble}", context.Ensemble, StringComparison.Ordinal);
        if (id is not null)
        {
            path = path.Replace("{id}", id, StringComparison.Ordinal);
        }

        bool relative = !path.StartsWith('/');
        if (relative && !context.Local)
        {
            context.Faults.Error(
                InventoryCodes.RelativePath,
                text, $"'{text.Shown}' is not absolute", "begin it with / where hosts are reached by ssh");
            return null;
        }

        path = context.Local ? context.OnThisMachine(path) : Normalized(path);
        char bad = path.FirstOrDefault(letter => letter is < ' ' or > '~' || Unusable.Contains(letter));
        if (bad != '\0')
        {
            string what = relative && !text.Value.Contains(bad)
                ? $"'{path}', where the project lies,"
                : $"'{text.Shown}'";
            context.Faults.Error(InventoryCodes.InvalidPath,
                text, $"{what} contains '{bad}', which ZooKeeper's files and scripts cannot carry",
                id is null && bad == '{'
                    ? "use {ensemble} only"
                    : "use other characters; {id} and {ensemble} are replaced");
            return null;
        }

        return Finish(path, text, context, top, warn);
    }

    /// <summary>
    /// Without <c>.</c>, <c>..</c> and doubled slashes: what a process shows of <c>bin/../conf</c> and what an inventory
    /// says are the same then. The hosts' separator is <c>/</c>, whatever this machine's is.
    /// </summary>
    public static string Normalized(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private static string? Finish(string path, FoundText text, ReadContext context, bool top, bool warn)
    {
        string folder = path.TrimEnd('/');
        if (folder.Length == 0 || folder.Trim() != folder
            || (OfTheSystem.Contains(folder) && !(top && OfReleases.Contains(folder))))
        {
            context.Faults.Error(InventoryCodes.TopFolder,
                text, $"'{text.Shown}' is no folder of its own", "use one like /var/lib/zookeeper");
            return null;
        }

        if (warn && text.Value.StartsWith('/') && Volatile.Any(place => IsInside(folder, place)))
        {
            context.Faults.Warning(InventoryCodes.VolatileFolder,
                text, $"'{text.Shown}' is emptied when the host starts", "use a folder that lasts");
        }

        return folder;
    }

    /// <summary>Whether a folder is another one or lies in it.</summary>
    public static bool IsInside(string folder, string outer) =>
        folder == outer || folder.StartsWith(outer + "/", StringComparison.Ordinal);
}
