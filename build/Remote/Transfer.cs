namespace Remote;

/// <summary>How far a file has come on its way: from the network into the cache, or from here to a host.</summary>
/// <param name="File">Its name without folders.</param>
/// <param name="To">The host's name; null: it comes here.</param>
/// <param name="Done">Bytes so far, those of an earlier attempt included.</param>
/// <param name="Total">Bytes of the whole; null where it is not known.</param>
public sealed record Transfer(string File, string? To, long Done, long? Total)
{
    public bool IsComplete => Done >= Total;

    /// <summary>It has come, and is being unpacked: the bytes are those of the contents.</summary>
    public bool IsUnpacked { get; init; }

    /// <summary>
    /// Reports bytes sent as the transfer of a file; null where no one is told, or none is sent from here.
    /// </summary>
    public static IProgress<long>? Sending(IProgress<Transfer>? transfers, string path, string to) =>
        transfers is null || path.Length == 0
            ? null
            : new Sender(transfers, new(Path.GetFileName(path), to, 0, new FileInfo(path).Length));

    private sealed class Sender(IProgress<Transfer> transfers, Transfer start) : IProgress<long>
    {
        public void Report(long value) => transfers.Report(start with { Done = value });
    }
}
