using System.Collections.Immutable;
using System.Globalization;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Preflight;
using Remote;

namespace Ensembles.Backups;

/// <summary>
/// Makes backups on the host of the server with the newest data, beside them, while it runs: the newest whole snapshot
/// and all logs since, as ZooKeeper itself would read them at a start. Costs no client a pause.
/// </summary>
public sealed class BackupTaker(Fleet fleet, TimeProvider clock)
{
    /// <summary>Backups that a server keeps; older ones are removed when one is made.</summary>
    public const int Kept = 3;

    /// <summary>A rollout does not wait for more than this to be read over the network and checked.</summary>
    private const long ReadBeforehand = 48 << 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The leader; while no server leads, the server with the newest files. Null where no server has data.
    /// </summary>
    public static ServerObservation? Source(Observation observation) => observation.Servers
        .Where(server => server.Facts.HasData)
        .OrderByDescending(server => server.State.Leads).ThenByDescending(server => server.State.Serving)
        .ThenByDescending(server => server.Facts.CurrentEpoch).ThenByDescending(server => server.Facts.NewestFile)
        .FirstOrDefault();

    /// <param name="name">Of the new folder; begins with the time, so that the oldest sorts first.</param>
    /// <exception cref="BackupException">It cannot be made.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public Task<Backup> TakeAsync(Server server, string name, CancellationToken cancellation) =>
        TakeAsync(server, name, isRunning: true, cancellation);

    /// <inheritdoc cref="TakeAsync(Server, string, CancellationToken)"/>
    /// <param name="server">Whose data.</param>
    /// <param name="name">Of the new folder; begins with the time, so that the oldest sorts first.</param>
    /// <param name="isRunning">It keeps the room on its disk that it needs to go on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Backup> TakeAsync(Server server, string name, bool isRunning, CancellationToken cancellation)
    {
        var (began, host) = (clock.GetTimestamp(), fleet[server]);
        var asked = await AdminSnapshot.TryAsync(fleet, server, cancellation);
        var paths = server.Paths;
        var script = Script.Of(
            Scripts.Text("backup"), paths.Config, paths.Data, paths.DataLog, name,
            Kept.ToString(CultureInfo.InvariantCulture),
            !isRunning ? "" : DiskRoom.LogAndMargin(fleet.Inventory).ToString(CultureInfo.InvariantCulture)) with { Deadline = Deadline };
        var result = await host.RunAsync(Scripts.AsOwner(fleet.Inventory, paths.Data, script), cancellation);
        if (!result.Succeeded)
        {
            throw new BackupException($"{host.Name}: server {server.Id}: {result.Error.Trim()}");
        }

        return new Backup
        {
            Name = name,
            Server = server.Id,
            Host = host.Name,
            Folder = $"{paths.Data}/backups/{name}",
            Files = FilesIn(result.Output),
            Took = clock.GetElapsedTime(began),
            WhyNotFresh = asked.Reason,
        };
    }

    /// <summary>A backup that lies on a server's host.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public async Task<Backup> FindAsync(Server server, string folder, CancellationToken cancellation)
    {
        const string List = """
            for file in "$1"/snapshot.* "$1"/log.*; do
                if [ -f "$file" ]; then echo "file $(($(wc -c <"$file"))) ${file##*/}"; fi
            done
            """;
        var host = fleet[server];
        var result = (await host.RunAsync(Script.Of(List, folder), cancellation)).OrThrow($"list {folder}");
        var files = FilesIn(result.Output);
        return files.IsEmpty
            ? throw new BackupException($"{host.Name}: {folder} holds neither a snapshot nor a log")
            : new()
            {
                Name = Path.GetFileName(folder.TrimEnd('/')),
                Server = server.Id,
                Host = host.Name,
                Folder = folder,
                Files = files,
                Took = TimeSpan.Zero,
            };
    }

    /// <summary>Reads a backup from its host, unless it is too large for that; a torn end is cut off there.</summary>
    /// <returns>The backup with what was found in it.</returns>
    /// <exception cref="BackupException">It is damaged.</exception>
    /// <exception cref="HostException">The host did not answer.</exception>
    public async Task<Backup> ReadAsync(Backup backup, CancellationToken cancellation)
    {
        if (backup.Bytes > ReadBeforehand)
        {
            return backup;
        }

        var (began, host) = (clock.GetTimestamp(), fleet[fleet.Server(backup.Server)]);
        var content = await BackupCheck.ReadAsync(backup.Files, async file =>
        {
            var stream = new MemoryStream((int)file.Bytes);
            await HostReading.CopyAsync(host, $"{backup.Folder}/{file.Name}", file.Bytes, stream, cancellation);
            stream.Position = 0;
            return stream;
        });
        if (content.Torn is { } length)
        {
            const string Cut = """head -c "$2" "$1" >"$1.whole" && mv "$1.whole" "$1" """;
            var log = backup.Files.Where(file => !file.IsSnapshot).MaxBy(file => file.Zxid)!;
            var script = Script.Of(
                Cut, $"{backup.Folder}/{log.Name}", length.ToString(CultureInfo.InvariantCulture));
            var folder = fleet.Server(backup.Server).Paths.Data;
            (await host.RunAsync(Scripts.AsOwner(fleet.Inventory, folder, script), cancellation))
                .OrThrow($"cut {log.Name} to its last whole transaction");
        }

        return backup with { Content = content, Took = backup.Took + clock.GetElapsedTime(began) };
    }

    internal static ImmutableArray<BackupFile> FilesIn(string output) =>
    [
        .. output.Split('\n').Select(line => line.Split(' ', 3)).Where(words => words is ["file", _, _])
            .Select(words => new BackupFile(words[2].Trim(), long.Parse(words[1], CultureInfo.InvariantCulture)))
            .OrderByDescending(file => file.IsSnapshot).ThenBy(file => file.Zxid),
    ];
}
