namespace ZooKeeper.Client;

/// <summary>What ZooKeeper takes as a path (PathUtils.validatePath), said before anything is sent.</summary>
internal static class PathRules
{
    /// <param name="sequential">A number will be added: the name before it may be empty.</param>
    /// <exception cref="ArgumentException">The message says what is wrong.</exception>
    public static void Check(string path, bool sequential = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var fault = Fault(sequential ? path + "0" : path);
        if (fault is not null)
        {
            throw new ArgumentException($"'{path}' is not a node's path: {fault}", nameof(path));
        }
    }

    private static string? Fault(string path)
    {
        if (path[0] != '/')
        {
            return "it must start with '/'";
        }

        if (path.Any(c => c is '\0' or (>= '\u0001' and <= '\u001f') or (>= '\u007f' and <= '\u009f') or
            (>= '\ud800' and <= '\uf8ff') or (>= '\ufff0' and <= '\uffff')))
        {
            return "it has a character that ZooKeeper does not allow";
        }

        var names = path == "/" ? [] : path[1..].Split('/');
        return names.Contains("") ? "it has an empty name (a '/' at its end, or two together)"
            : names.Any(name => name is "." or "..") ? "'.' and '..' are not allowed"
            : null;
    }
}
