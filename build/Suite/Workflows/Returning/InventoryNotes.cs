using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Rollouts;
using Remote;

namespace Suite.Workflows.Returning;

/// <summary>Reads and writes the notes of an ensemble's inventories.</summary>
/// <param name="isReturn">This run goes back.</param>
internal sealed class InventoryNotes(Fleet fleet, ServerControl control, bool isReturn)
{
    /// <summary>Of inventories that name their secrets it holds the names; of others the secrets.</summary>
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private InventoryNote? current;
    private bool isKnown;

    /// <summary>The newest note; null: no server has any.</summary>
    /// <exception cref="HostException">A host failed.</exception>
    public async Task<InventoryNote?> ReadAsync(Observation seen, CancellationToken cancellation)
    {
        if (!isKnown)
        {
            var notes = await Task.WhenAll(Holders(seen).Select(server => ReadAsync(server, cancellation)));
            (current, isKnown) = (notes.OfType<InventoryNote>().MaxBy(note => note.At), true);
        }

        return current;
    }

    /// <summary>Before the first change: this inventory is about to be carried out.</summary>
    public async Task BeginAsync(Observation seen, CancellationToken cancellation)
    {
        var known = await ReadAsync(seen, cancellation);
        var next = InventoryNote.Begin(known, await TextAsync(cancellation), isReturn, DateTimeOffset.UtcNow);
        if (next != known)
        {
            await WriteAsync(seen, next, cancellation);
        }
    }

    /// <summary>Nothing of the inventory is left to do. Writes only where that was not noted yet.</summary>
    public async Task DoneAsync(Observation seen, CancellationToken cancellation)
    {
        var known = await ReadAsync(seen, cancellation);
        var next = InventoryNote.Begin(known, await TextAsync(cancellation), isReturn, DateTimeOffset.UtcNow);
        if (!next.IsDone)
        {
            await WriteAsync(seen, next.Done(DateTimeOffset.UtcNow), cancellation);
        }
    }

    private async Task WriteAsync(Observation seen, InventoryNote note, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes($"{note}");
        await Task.WhenAll(Holders(seen).Select(async server =>
        {
            await fleet[server].WriteAsync([new HostFile(FileOf(server), text, Private)], cancellation);
            await control.SettleAsync(server, cancellation);
        }));
        current = note;
    }

    private async Task<InventoryNote?> ReadAsync(Server server, CancellationToken cancellation) =>
        (await fleet[server].ReadAsync([FileOf(server)], cancellation)).GetValueOrDefault(FileOf(server)) is { } content
            ? InventoryNote.Parse(Encoding.UTF8.GetString(content)) : null;

    private Task<string> TextAsync(CancellationToken cancellation) => File.ReadAllTextAsync(fleet.Inventory.File, cancellation);

    private static IEnumerable<Server> Holders(Observation seen) => seen.Servers
        .Where(server => server.Facts.HasData && !server.State.Foreign).Select(server => server.Server);

    private static string FileOf(Server server) => $"{server.Paths.Data}/version-2/{InventoryNote.FileName}";
}
