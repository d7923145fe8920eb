namespace Lab;

/// <summary>Scripts that tests write and run.</summary>
public static class Executable
{
    /// <summary>AllStates may read and run it, its owner write it; nothing where files have no such modes.</summary>
    public static void Make(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }
}
