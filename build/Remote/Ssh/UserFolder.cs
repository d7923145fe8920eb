namespace Remote.Ssh;

/// <summary>The folders of the account that runs this process.</summary>
internal static class UserFolder
{
    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The account's number.</summary>
    public static uint Id => GetUserId();

    public static string Ssh => Path.Combine(Home, ".ssh");

    /// <summary>A path that may start with <c>~</c>.</summary>
    public static string Expand(string path) =>
        path == "~" ? Home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, path[2..]) : path;

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "getuid")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(
        System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern uint GetUserId();
}
