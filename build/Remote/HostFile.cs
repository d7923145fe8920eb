namespace Remote;

/// <summary>A small file as it should stand on a host.</summary>
/// <param name="Path">Absolute path on the host.</param>
/// <param name="Mode">Permission bits, set before the file gets its name.</param>
public sealed record HostFile(string Path, ReadOnlyMemory<byte> Content, UnixFileMode Mode);
