namespace Ensembles.Preflight;

/// <summary>A folder of the inventory on a host.</summary>
/// <param name="Server">Null for the install folder.</param>
/// <param name="Kind"><c>install</c>, <c>config</c>, <c>data</c>, <c>dataLog</c> or <c>log</c>.</param>
/// <param name="Present">It stands; else the other values are those of the nearest folder above it.</param>
/// <param name="Writable">To the account that scripts run as.</param>
/// <param name="Open">The service account gets to it.</param>
/// <param name="Owner">Account it belongs to.</param>
/// <param name="Available">KiB free.</param>
/// <param name="Disk">Where its file system is mounted.</param>
public sealed record ProbedFolder(
    int? Server, string Kind, bool Present, bool Writable, bool Open, string Owner, long? Available, string Disk)
{
    /// <summary>
    /// The service account may write in it, once what is the scripts' account's was given over to it.
    /// </summary>
    public bool Served { get; init; } = true;
}
