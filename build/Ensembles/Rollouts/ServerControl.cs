using System.Globalization;
using System.Text;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Rendering;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>Writes a server's files and stops and starts it on its host.</summary>
public sealed class ServerControl(Fleet fleet, Renderer renderer)
{
    /// <summary>Seconds that a server gets to end after SIGTERM; it flushes its log and closes.</summary>
    private const int StopPatience = 60;

    /// <summary>
    /// Writes the files of one form. Where ZooKeeper runs, this comes directly before its restart: should the server
    /// fall between the two, it comes back with what the restart would have given it.
    /// </summary>
    public async Task WriteAsync(Server server, MembershipForm form, CancellationToken cancellation)
    {
        var files = renderer.Render(fleet.Inventory, server, form);
        await fleet[server].WriteAsync(
            [.. files.Select(file => new HostFile(file.HostPath, Encoding.UTF8.GetBytes(file.Content), file.Mode))],
            cancellation);
    }

    /// <summary>Starts a server that is down; one that runs is left alone.</summary>
    /// <param name="initialize">Allows an empty server to vote although db.autocreate=false guards it.</param>
    public Task StartAsync(Server server, bool initialize, CancellationToken cancellation) =>
        RunAsync(server, "start", initialize, cancellation);

    /// <summary>Stops and starts in one script on the host, so that the pause is the server's own.</summary>
    public Task RestartAsync(Server server, CancellationToken cancellation) =>
        RunAsync(server, "restart", initialize: false, cancellation);

    /// <summary>Stops and waits until the process is gone.</summary>
    public Task StopAsync(Server server, CancellationToken cancellation) =>
        RunAsync(server, "stop", initialize: false, cancellation);

    /// <summary>The last lines of the server's own output, for messages.</summary>
    public async Task<string> LogTailAsync(Server server, CancellationToken cancellation)
    {
        var result = await fleet[server].RunAsync(
            Script.Of("ls -t \"$1\"/*.log \"$1\"/*.out 2>/dev/null | head -n 2 | while read -r f; do tail -n 12 \"$f\"; done",
                server.Paths.Log), cancellation);
        return result.Output.Trim();
    }

    private async Task RunAsync(Server server, string action, bool initialize, CancellationToken cancellation)
    {
        var paths = server.Paths;
        var script = Script.Of(
            Scripts.Text("control"), action, paths.Config, paths.Data, paths.DataLog, paths.Log,
            fleet.Inventory.ReleasePath, StopPatience.ToString(CultureInfo.InvariantCulture),
            initialize ? "initialize" : "");
        var result = await fleet[server].RunAsync(
            script with { Deadline = TimeSpan.FromSeconds(StopPatience + 30) }, cancellation);
        result.OrThrow($"{action} server {server.Id}");
    }
}
