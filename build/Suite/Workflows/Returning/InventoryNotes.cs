using System.Text;
using Ensembles.Adopting;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rollouts;
using Remote;

namespace Suite.Workflows.Returning;

/// <summary>Writes the notes of an ensemble's inventories; they are read with the look at the hosts.</summary>
/// <param name="isReturn">This run goes back.</param>
internal sealed class InventoryNotes(Fleet fleet, ServerControl control, bool isReturn)
{
    private string? observed;

    /// <summary>Of inventories that name their secrets it holds the names; of others the secrets.</summary>
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// The note that more than half of the servers with data have; null: there is none. A note lies where the account of its
    /// server may write, so what one of them says alone is not believed. Servers that came with the last change were empty
    /// before it, and where they have no note yet they have no say.
    /// </summary>
    public static InventoryNote? Of(Observation seen) => Of(seen.Servers
        .Where(server => server.Facts.HasData && !server.State.Foreign).Select(server => ((int?)server.Server.Id, server.InventoryNote)));

    /// <param name="texts">Of each server with data; null: it has none.</param>
    internal static InventoryNote? Of(IReadOnlyCollection<string?> texts) => Of(texts.Select(text => ((int?)null, text)));

    private static InventoryNote? Of(IEnumerable<(int? Id, string? Text)> servers)
    {
        var all = servers.ToList();
        return all.Select(server => server.Text).OfType<string>().Select(InventoryNote.Parse).OfType<InventoryNote>()
            .GroupBy(note => $"{note with { At = default }}")
            .Where(same => same.Count() * 2 > all.Count(server => server.Text is not null || server.Id is not { } id || !same.First().Joined(id)))
            .Select(same => same.MaxBy(note => note.At)).FirstOrDefault();
    }

    /// <summary>Before the first change: this inventory is about to be carried out.</summary>
    /// <exception cref="HostException">A host failed.</exception>
    public Task BeginAsync(Observation seen, CancellationToken cancellation) => NoteAsync(seen, isDone: false, cancellation);

    /// <summary>
    /// Before the first byte is written to a host: where no inventory was carried out on the ensemble yet, what it is by now is the
    /// way back from this change.
    /// </summary>
    /// <returns>Why there will be no way back from it; null: there will be one, or there is one already.</returns>
    public async Task<string?> ObserveAsync(Observation seen, CancellationToken cancellation)
    {
        if (isReturn || Of(seen) is not null || seen.Servers.Any(server => server.InventoryNote is not null))
        {
            return null;
        }

        var now = ObservedInventory.Of(seen, fleet.Inventory, await File.ReadAllTextAsync(fleet.Inventory.File, cancellation));
        observed = now.Text;
        return now.Reason;
    }

    /// <summary>Nothing of the inventory is left to do. Writes only where that is not noted yet.</summary>
    /// <exception cref="HostException">A host failed.</exception>
    public Task DoneAsync(Observation seen, CancellationToken cancellation) => NoteAsync(seen, isDone: true, cancellation);

    /// <summary>After a recovery all have the data of one server: they get the note that most of those with data had, if any.</summary>
    /// <exception cref="HostException">A host failed.</exception>
    public Task CarryAsync(Observation before, CancellationToken cancellation) =>
        Of(before) is { } note ? WriteAsync(note, fleet.Inventory.Servers, cancellation) : Task.CompletedTask;

    private async Task NoteAsync(Observation seen, bool isDone, CancellationToken cancellation)
    {
        var (known, now) = (Of(seen), DateTimeOffset.UtcNow);
        var next = InventoryNote.Begin(known, await File.ReadAllTextAsync(fleet.Inventory.File, cancellation), isReturn, now, isDone ? null : observed);
        next = isDone ? next.Done(now) : next;
        if (ReferenceEquals(next, known))
        {
            return;
        }

        await WriteAsync(next, seen.Servers.Where(server => server.Facts.HasData && !server.State.Foreign)
            .Select(server => server.Server), cancellation);
    }

    private Task WriteAsync(InventoryNote note, IEnumerable<Server> servers, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes($"{note}");
        return Task.WhenAll(servers.Select(async server =>
        {
            await fleet[server].WriteAsync([new HostFile(server.InventoryFile(), text, Private)], cancellation);
            await control.SettleAsync(server, cancellation);
        }));
    }
}
