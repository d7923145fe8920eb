using System.Runtime.InteropServices;

namespace Suite.Runs;

/// <summary>The permissions that new files of this process, and of those that it starts, do not get (<c>umask</c>).</summary>
internal static class FileMask
{
    private const int WriteOfOthers = 0b000_000_010;

    /// <summary>
    /// Whatever the caller's is, others may not write. What its group may do stays: operators of one group share the folder of
    /// reports. On hosts the group may not write either; the scripts see to that.
    /// </summary>
    public static void KeepOthersOut()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(SetMask(WriteOfOthers) | WriteOfOthers);
        }
    }

    /// <returns>The one before.</returns>
    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetMask(int mask);
}
