using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Remote;

namespace Ensembles.Observing.Processes;

/// <summary>
/// Looks which process is a server at this moment: a part of <see cref="HostFacts"/>, at a part of its cost.
/// </summary>
internal static class ProcessLook
{
    /// <returns>
    /// Its identity, its state, its ports and whether it runs with the server's configuration; neither its arguments
    /// nor who keeps it. Null where it is down.
    /// </returns>
    /// <exception cref="HostException">The host did not answer or has no shell to run the script.</exception>
    public static async Task<RunningServer?> AtAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        var script = Script.Of(
            Scripts.Text("process") + Scripts.Text("running"),
            server.ZooCfgPath(), server.Paths.Data, HostFacts.PortsOf(server));
        var result = await fleet[server].RunAsync(script, cancellation);
        return ProcessOutput.Read(ProcessOutput.Lines(result.OrThrow($"look at server {server.Id}").Output));
    }
}
