using Cake.Core;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Reading;
using Ensembles.Membership;
using Ensembles.Planning;
using Suite.Runs;

namespace Suite.Workflows.Returning;

/// <summary>
/// The way back of an ensemble to what it was before its last change: the inventory of then, carried out by a plan that is
/// proved like any other.
/// </summary>
internal sealed class Return(EnsembleRun run)
{
    /// <summary>Finds the inventory of before and writes it to a file here. Changes no host.</summary>
    /// <returns>Its path, and what the change back is for.</returns>
    /// <exception cref="FindingsException">No earlier inventory is noted.</exception>
    public async Task<(string File, Intent Intent)> FindAsync(RunArguments arguments, CancellationToken cancellation)
    {
        var seen = await run.ObserveAsync(cancellation);
        var note = InventoryNotes.Of(seen);
        if (note?.Former is not { } before)
        {
            var noted = seen.Servers.Where(server => server.InventoryNote is not null).ToList();
            throw Failures.Refused([Finding.Refusal(OtherCodes.NothingToReturnTo, null, note is null
                ? noted.Count == 0
                    ? $"No server of {run.Inventory.Ensemble} has a note of the inventories that were carried out on it:"
                    : $"No majority of the servers has one note of the inventories that were carried out; there are " +
                        $"{string.Join(", ", noted.Select(server => $"{server.Server.InventoryFile()} of server {server.Server.Id}" +
                            (InventoryNote.Parse(server.InventoryNote!) is null ? " (damaged)" : "")))}:"
                : $"The inventory that {run.Inventory.Ensemble} was last changed by is the first one that is noted:",
                "take the inventory of before from your version control, and run --target=Plan with it: it shows the change back.")]);
        }

        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(run.Artifacts, "rollback")).FullName, "inventory.yml");
        WriteAlone(file, before);
        if (InventorySections.Beyond(before, await File.ReadAllTextAsync(run.Inventory.File, cancellation)) is { IsEmpty: false } beyond)
        {
            throw Failures.Refused([Finding.Refusal(OtherCodes.ReturnBeyondServers, null,
                $"The inventory of before, noted beside the data, differs from {run.Inventory.File} in {string.Join(", ", beyond)}. With which " +
                "rights, by which commands and where something is done on the hosts is never taken from a note, which the account " +
                "of the servers could have written:",
                $"read {file}, make {run.Inventory.File} like it where it is right, and run --target=Plan with it: it shows the change back.")]);
        }

        run.Console.Say((note switch
        {
            { IsReturn: true, IsDone: true } => "The last change was this way back",
            { IsReturn: true } => "This way back was begun and not brought to its end",
            { IsDone: true } => "The last change was finished",
            _ => "The last change was begun and not brought to its end",
        }) + $" ({note.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC). The inventory of before lies in {file}.");
        run.Console.Say($"Once the ensemble is back, make {run.Inventory.File} like that file: the next change goes by it.");
        return (file, IntentOf(Inventories.Read(arguments with { Inventory = file }, run.Console), await ServersAsync(cancellation)));
    }

    /// <summary>As it was observed: members that are to go, and the release that runs.</summary>
    private async Task<(IEnumerable<int> Ids, IEnumerable<Version?> Releases)> ServersAsync(CancellationToken cancellation)
    {
        var seen = await run.ObserveAsync(cancellation);
        var members = seen.AllStates.Where(server => server.Running || server.HasData).ToList();
        return (members.Select(server => server.Id), members.Select(server => server.Version));
    }

    private static Intent IntentOf(Inventory before, (IEnumerable<int> Ids, IEnumerable<Version?> Releases) now)
    {
        var wanted = before.Servers.Select(server => server.Id).ToList();
        var (leave, join) = (now.Ids.Except(wanted).Any(), wanted.Except(now.Ids).Any());
        return now.Releases.OfType<Version>().Any(version => version != before.Release.Version) ? Intent.Upgrade
            : leave && join ? Intent.Replace
            : leave ? Intent.Shrink
            : Intent.Expand;
    }

    private static void WriteAlone(string file, string text)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}
