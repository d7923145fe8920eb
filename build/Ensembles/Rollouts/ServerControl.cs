using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Observing.Processes;
using Ensembles.Releases;
using Ensembles.Rendering;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>
/// Writes a server's files and stops and starts it on its host: by <c>zkServer.sh</c>, as the inventory's account, or
/// by its systemd unit, as the inventory says.
/// </summary>
public sealed class ServerControl(Fleet fleet, Renderer renderer)
{
    /// <summary>Seconds that a server gets to end after SIGTERM; it flushes its log and closes.</summary>
    private const int StopPatience = 60;

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly ConcurrentDictionary<(int, string), ProcessIdentity> started = new();

    /// <summary>systemd kills a unit that does not end within its TimeoutStopSec of 90 s, and says so.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90 + StopPatience);

    /// <summary>The files of one form, to be written with a start or a restart.</summary>
    /// <param name="link">How it is to speak to the other servers; null: as the inventory wants it.</param>
    public async Task<ImmutableArray<HostFile>> FilesAsync(
        Server server, MembershipForm form, CancellationToken cancellation, QuorumLink? link = null)
    {
        var leaves = fleet.Leavers.Contains(server);
        var present = form is MembershipForm.DynamicKept || link is not null || leaves
            ? await PresentAsync(server, cancellation) : null;

        // Under dynamic membership ZooKeeper itself may have moved the pointer since the plan was made.
        var kept = form is MembershipForm.DynamicKept && present is not null ? ZooCfg.Parse(present).Kept : null;
        var rendered = LinkSettings
            .Render(renderer, fleet.Inventory, server, kept ?? form, link, present, fleet.FormerAuthorities);
        if (leaves && form is MembershipForm.Static && link is null && present is not null && OwnConfig.HasList(present))
        {
            // Who only leaves keeps the settings of its owner: the inventory has none for it.
            return [.. rendered.Where(file => file.Name == "zoo.cfg").Select(file => OwnConfig.WithMembers(present, file).OnHost)];
        }

        return [.. rendered.Select(file => file.OnHost)];
    }

    /// <summary>
    /// Writes files of a server whose start is to come soon: should it fall before, it comes back with them.
    /// </summary>
    public async Task WriteAsync(Server server, MembershipForm form, CancellationToken cancellation) =>
        await WriteAsync(server, await FilesAsync(server, form, cancellation), cancellation);

    /// <summary>
    /// Writes files: makes the folders that the server lacks, its account's from their first moment, while what stands
    /// there keeps its owner and mode; then the account can read them, and systemd reads its unit anew where that changed.
    /// </summary>
    public async Task WriteAsync(Server server, ImmutableArray<HostFile> files, CancellationToken cancellation)
    {
        await Kept.KeepAsync(server, files, cancellation);
        await (server.Service.IsOurs
            ? RunAsync(server, "write", initialize: false, kill: false, files, cancellation)
            : fleet[server].WriteAsync(files, cancellation));
    }

    /// <summary>Key stores and logins that servers had before this run wrote others.</summary>
    internal KeptStores Kept { get; } = new(fleet);

    /// <summary>The configuration file as it stands on the host; null: there is none.</summary>
    private async Task<string?> PresentAsync(Server server, CancellationToken cancellation)
    {
        var path = server.ZooCfgPath();
        var files = await fleet[server].ReadAsync([path], cancellation);
        return files.TryGetValue(path, out var text) ? Encoding.UTF8.GetString(text) : null;
    }

    /// <summary>
    /// To be called before files of a server are sent in another way: makes the folders that it lacks.
    /// </summary>
    public Task PrepareAsync(Server server, CancellationToken cancellation) =>
        server.Service.IsOurs ? WriteAsync(server, [], cancellation) : Task.CompletedTask;

    /// <summary>
    /// To be called after files of a server were written in another way: its account can read them, and systemd reads
    /// its unit anew where that changed. Costs nothing where neither is needed.
    /// </summary>
    public Task SettleAsync(Server server, CancellationToken cancellation) =>
        fleet.Inventory.User is null && server.Service is not ServiceSpec.Systemd
            ? Task.CompletedTask : PrepareAsync(server, cancellation);

    /// <summary>
    /// The release that servers start with from their next start on, where hosts still point to the one that runs: a
    /// server that falls before its step comes back as it was. Null: hosts point to the right one.
    /// </summary>
    public ReleaseArchive? Release { get; set; }

    /// <summary>The process that the last start of a server brought about; null where this run has not.</summary>
    public ProcessIdentity? StartedAs(Server server) =>
        started.TryGetValue((server.Id, server.Host), out var identity) ? identity : null;

    /// <summary>
    /// Starts a server that is down; one that runs as a start of ours has left it is left alone. A start is over when
    /// the process exists: that it serves is for a gate to see.
    /// </summary>
    /// <exception cref="ScriptFailedException">
    /// It could not be started, or a process that lives as this server is not known to run with these files.
    /// </exception>
    /// <param name="initialize">Allows an empty server to vote although db.autocreate=false guards it.</param>
    /// <param name="files">Written before, in the same script.</param>
    public async Task StartAsync(
        Server server, bool initialize, CancellationToken cancellation, ImmutableArray<HostFile> files = default)
    {
        await Kept.KeepAsync(server, OrNone(files), cancellation);
        await SwitchAsync(server, cancellation);
        await fleet.Times.DuringAsync(
            RunPart.UntilItServes, () => RunAsync(server, "start", initialize, kill: false, files, cancellation));
    }

    /// <summary>
    /// Writes files, stops and starts in one script on the host, so that the pause is the server's own: should it fall
    /// between the files and the stop, it comes back with what the restart would have given it.
    /// </summary>
    /// <param name="kill">
    /// A process that does not end after SIGTERM is killed: a last resort for one that hangs.
    /// </param>
    /// <inheritdoc cref="StopAsync" path="/exception"/>
    public async Task RestartAsync(
        Server server, bool kill, CancellationToken cancellation, ImmutableArray<HostFile> files = default)
    {
        await Kept.KeepAsync(server, OrNone(files), cancellation);
        await SwitchAsync(server, cancellation);
        await fleet.Times.DuringAsync(
            RunPart.UntilItServes, () => RunAsync(server, "restart", initialize: false, kill, files, cancellation));
    }

    /// <summary>
    /// Stops a server: over when the very process that was found is gone and no process listens on its ports.
    /// </summary>
    /// <exception cref="ScriptFailedException">
    /// It did not end, something else keeps it alive or has started it again, or another program took its ports.
    /// </exception>
    public Task StopAsync(Server server, CancellationToken cancellation) =>
        RunAsync(server, "stop", initialize: false, kill: false, [], cancellation);

    /// <summary>Stops a server and moves its data, its id and its zoo.cfg aside, under names that tell when.</summary>
    public Task RetireAsync(Server server, CancellationToken cancellation) =>
        RunAsync(server, "retire", initialize: false, kill: false, [], cancellation);

    /// <summary>
    /// Writes on the hosts of those that stay who is to leave, for the run after one that was killed.
    /// </summary>
    public Task NoteAsync(ImmutableArray<Server> leavers, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(leavers.Select(leaver => $"{leaver.Line()}\n")));
        return leavers.IsEmpty ? Task.CompletedTask : Task.WhenAll(fleet.Inventory.Servers.Select(server =>
            fleet[server].WriteAsync([new HostFile(server.LeaversFile(), text, Readable)], cancellation)));
    }

    /// <summary>Removes the notes: all have left.</summary>
    public Task ForgetAsync(ImmutableArray<Server> leavers, CancellationToken cancellation) =>
        leavers.IsEmpty ? Task.CompletedTask : Task.WhenAll(fleet.Inventory.Servers.Select(async server =>
            (await fleet[server].RunAsync(Script.Of("rm -f -- \"$1\"", server.LeaversFile()), cancellation))
                .OrThrow($"remove {server.LeaversFile()}")));

    /// <summary>The last lines of the server's own output, for messages.</summary>
    public async Task<string> LogTailAsync(Server server, CancellationToken cancellation)
    {
        const string Tail = """
            ls -t "$1"/*.log "$1"/*.out 2>/dev/null | head -n 2 | while read -r file; do
              # Questions of gates and of monitoring say nothing of what happened.
              tail -n 500 "$file" | grep -v ' Processing [a-z]* command from ' | tail -n 12
            done
            if [ -n "$2" ]; then journalctl --quiet --no-pager --lines 12 --unit "$2" 2>/dev/null; fi
            """;
        var result = await fleet[server].RunAsync(
            Script.Of(Tail, server.Paths.Log, ServiceUnit.Name(fleet.Inventory, server)), cancellation);
        return result.Output.Trim();
    }

    /// <summary>What <c>control.sh</c> is given of the files to write; their contents are its input.</summary>
    private static IEnumerable<string> Words(ImmutableArray<HostFile> files) =>
    [
        files.Length.ToString(CultureInfo.InvariantCulture),
        .. files.SelectMany(file => (string[])
        [
            Convert.ToString((int)file.Mode, 8), file.Content.Length.ToString(CultureInfo.InvariantCulture),
            file.KeepFormer ? "keep" : "", file.Path,
        ]),
    ];

    private static ImmutableArray<HostFile> OrNone(ImmutableArray<HostFile> files) => files.IsDefault ? [] : files;

    private static string Text(HostFile file) => Encoding.UTF8.GetString(file.Content.Span);

    /// <summary>What <c>service.sh</c> is given of a service.</summary>
    private static IEnumerable<string> Words(ServiceSpec service) => service switch
    {
        ServiceSpec.Systemd ours => ["systemd", ours.Moves ? "moves" : "", "", "", "0"],
        ServiceSpec.Unit unit => ["unit", "", unit.Name, "", "0"],
        ServiceSpec.Runit runit => ["runit", "", runit.Folder, "", "0"],
        ServiceSpec.Supervisord program => ["supervisord", "", program.Program, program.Config ?? "", "0"],
        ServiceSpec.Script script =>
        [
            "start", "", "", script.Directory ?? "", script.Environment.Count.ToString(CultureInfo.InvariantCulture),
            .. script.Environment.Select(variable => $"{variable.Key}={variable.Value}"), .. script.Start,
        ],
        _ => ["zkServer", service is ServiceSpec.ZkServer { Moves: true } ? "moves" : "", "", "", "0"],
    };

    /// <summary>A release of theirs is not the suite's to switch.</summary>
    private Task SwitchAsync(Server server, CancellationToken cancellation) => Release is null || server.HasOwnRelease
        ? Task.CompletedTask
        : ReleaseInstaller.SwitchAsync(
            fleet[server], Release, fleet.Inventory.InstallPath, fleet.Inventory.ReleaseLink, cancellation);

    private async Task RunAsync(
        Server server, string action, bool initialize, bool kill, ImmutableArray<HostFile> files,
        CancellationToken cancellation)
    {
        var (inventory, paths) = (fleet.Inventory, server.Paths);
        var written = OrNone(files);
        var script = Script.Of(
            Scripts.Text("as-user") + Scripts.Text("write-file") + Scripts.Text("belongings") + Scripts.Text("process")
                + Scripts.Text("service") + Scripts.Text("control"),
            [.. Words(written), action, paths.Config, paths.Data, paths.DataLog, paths.Log,
            server.ReleaseFolder ?? inventory.ReleasePath, StopPatience.ToString(CultureInfo.InvariantCulture),
            initialize ? "initialize" : "", inventory.User ?? "", ServiceUnit.Name(inventory, server),
            HostFacts.PortsOf(server), kill ? "kill" : "", paths.ConfigFile, .. Words(server.Service)]);
        var result = await fleet[server].RunAsync(
            script with { Input = string.Concat(written.Select(Text)), Deadline = Deadline }, cancellation);
        foreach (var line in result.OrThrow($"{action} server {server.Id}").Output.Split('\n'))
        {
            const string Started = "started ";
            if (line.StartsWith(Started, StringComparison.Ordinal)
                && ProcessIdentity.Parse(line[Started.Length..]) is { } identity)
            {
                started[(server.Id, server.Host)] = identity;
            }
        }
    }
}
