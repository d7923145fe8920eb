using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>
/// A copy of one server's newest snapshot and of all logs since, and what was found when it was read.
/// </summary>
public sealed record Backup
{
    /// <summary>When it was made, in UTC, and some letters: the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Whose data it holds.</summary>
    public required int Server { get; init; }

    /// <summary>The host that it lies on, as messages call it.</summary>
    public required string Host { get; init; }

    /// <summary>Its folder on the host.</summary>
    public required string Folder { get; init; }

    /// <summary>Snapshot and logs, the snapshot first.</summary>
    public required ImmutableArray<BackupFile> Files { get; init; }

    /// <summary>What reading it has found; null where it was too large to be read before a rollout.</summary>
    public BackupContent? Content { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>
    /// Why its server, which could have been asked for a fresh snapshot, was not: it holds the same with more of the logs. Null: it
    /// was, or it has no such command.
    /// </summary>
    public string? WhyNotFresh { get; init; }

    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>What <c>--backup=</c> names it by.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Server}:{Folder}");

    /// <summary>What its server had told before it was made, and it does not hold.</summary>
    /// <param name="told">Null where the server does not serve.</param>
    /// <returns>
    /// Why nothing may be restarted; null where it holds all, or was not read. The first zxid of an epoch stands in no
    /// log: a transaction with a counter does.
    /// </returns>
    public Finding? Lacking(Server server, ServerStatus? told) =>
        told is { Mode: not ServerMode.NotServing, Zxid: { Counter: > 0 } newest } && Content is { } content
            && content.Last.CompareTo(newest) < 0
            ? Finding.Refusal(OtherCodes.BackupIncomplete, server.Id,
                $"{server} has told transactions up to {newest}, and the copy of {server.Paths.Data} ends with {content.Last}: " +
                "it keeps its data elsewhere, and a restart would begin without them.",
                "See which folders its process has open, and correct its configuration file and the inventory")
            : null;

    /// <summary>
    /// The command that makes a new ensemble of it, once the servers are down and their data moved aside.
    /// </summary>
    /// <param name="inventory">Name or path.</param>
    public string RestoreCommand(string inventory) => CommandFor(inventory, Reference);

    /// <summary>The same for a backup by its reference: a folder here, or <see cref="Reference"/>.</summary>
    public static string CommandFor(string inventory, string reference) =>
        $"./build.sh --target=Restore --inventory={Quoted(inventory)} --backup={Quoted(reference)}";

    /// <summary><c>copy of server 2 up to 0x100000066 (1 MiB), read and whole</c></summary>
    public override string ToString()
    {
        var size = Bytes < 1 << 20 ? $"{Math.Max(1, Bytes >> 10)} KiB" : $"{Bytes >> 20} MiB";
        return Content is { } content
            ? $"copy of server {Server} up to {content.Last} ({size}), read and whole"
            : $"copy of server {Server} ({size}), whole by its ends, too large to be read in full beforehand";
    }

    /// <summary>As a shell takes it for one word.</summary>
    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-:=@+,".Contains(letter, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <param name="Name">As ZooKeeper calls it: <c>snapshot.ZXID</c> or <c>log.ZXID</c>.</param>
public sealed record BackupFile(string Name, long Bytes)
{
    public bool IsSnapshot => Name.StartsWith("snapshot.", StringComparison.Ordinal);

    /// <summary>Of a snapshot: the last transaction before it was begun; of a log: its first one.</summary>
    public Zxid Zxid => Zxid.TryParse(Name.Split('.')[1], out var zxid)
        ? zxid : throw new InvalidDataException($"{Name} is not named after a zxid");
}

/// <summary>What a backup holds.</summary>
/// <param name="Last">The last transaction in it.</param>
/// <param name="Nodes">Znodes in the snapshot; null where it is compressed in a way that is not read here.</param>
/// <param name="Transactions">In the logs.</param>
/// <param name="Torn">
/// The newest log ends in a part of a transaction, from this byte on; null where it does not.
/// </param>
public sealed record BackupContent(Zxid Last, long? Nodes, long Transactions, long? Torn);

/// <summary>A backup could not be made, is damaged or does not fit.</summary>
public sealed class BackupException : Exception
{
    public BackupException(string message) : base(message)
    {
    }

    public BackupException(string message, Exception inner) : base(message, inner)
    {
    }
}
