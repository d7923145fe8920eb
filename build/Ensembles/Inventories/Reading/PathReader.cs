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

    private static readonly string[] Volatile = ["/tmp", "/var/tmp", "/dev/shm"];

    /// <param name="text">With the placeholders; its faults are reported at its place.</param>
    /// <param name="id">Replaces <c>{id}</c>; null where there is no server.</param>
    /// <returns>Absolute, without a slash at its end; null where it cannot be used, which is reported.</returns>
    public static string? Read(FoundText text, ReadContext context, string? id)
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
                text, $"'{text.Shown}' is not absolute", "begin it with / where hosts are reached by ssh");
            return null;
        }

        if (path.Split('/').Any(part => part is ".." or "."))
        {
            context.Faults.Error(text, $"'{text.Shown}' has '.' or '..' in it", "write the path without them");
            return null;
        }

        path = context.Local ? context.OnThisMachine(path) : path;
        char bad = path.FirstOrDefault(letter => letter is < ' ' or > '~' || Unusable.Contains(letter));
        if (bad != '\0')
        {
            string what = relative && !text.Value.Contains(bad)
                ? $"'{path}', where the project lies,"
                : $"'{text.Shown}'";
            context.Faults.Error(text, $"{what} contains '{bad}', which ZooKeeper's files and scripts cannot carry",
                id is null && bad == '{'
                    ? "use {ensemble} only"
                    : "use other characters; {id} and {ensemble} are replaced");
            return null;
        }

        return Finish(path, text, context);
    }

    private static string? Finish(string path, FoundText text, ReadContext context)
    {
        string folder = path.Replace("//", "/", StringComparison.Ordinal).TrimEnd('/');
        if (folder.Count(letter => letter == '/') < 2 || folder.Trim() != folder)
        {
            context.Faults.Error(text, $"'{text.Shown}' is no folder of its own", "use one like /var/lib/zookeeper");
            return null;
        }

        if (text.Value.StartsWith('/') && Volatile.Any(place => IsInside(folder, place)))
        {
            context.Faults.Warning(text, $"'{text.Shown}' is emptied when the host starts", "use a folder that lasts");
        }

        return folder;
    }

    /// <summary>Whether a folder is another one or lies in it.</summary>
    public static bool IsInside(string folder, string outer) =>
        folder == outer || folder.StartsWith(outer + "/", StringComparison.Ordinal);
}
