namespace Remote;

/// <summary>A small file as it should stand on a host.</summary>
/// <param name="Path">Absolute path on the host.</param>
/// <param name="Mode">Permission bits, set before the file gets its name.</param>
public sealed record HostFile(string Path, ReadOnlyMemory<byte> Content, UnixFileMode Mode)
{
    /// <summary>
    /// The file that this one replaces, if it is another, stays beside it as <see cref="FormerPath"/>.
    /// </summary>
    public bool KeepFormer { get; init; }

    /// <summary>One generation: the one before is gone. Owner and mode are as they were.</summary>
    public string FormerPath => Path + ".former";
}
