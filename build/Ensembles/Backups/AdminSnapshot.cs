using System.Net;
using System.Net.Http.Headers;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using ZooKeeper;

namespace Ensembles.Backups;

/// <summary>
/// Asks a server for a fresh snapshot by its AdminServer (3.9 and later, ZOOKEEPER-4570): what is copied then needs
/// hardly any log. It asks for all rights on the root, so it goes only where the superuser's password is known.
/// </summary>
internal static class AdminSnapshot
{
    private const string Setting = "admin.snapshot.enabled";

    /// <summary>A server with much data writes long; then the files that are there do as well.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Does nothing where the server has no such command, limits its rate (admin.snapshot.intervalInMS) or does not
    /// answer: the files that are there hold the same transactions.
    /// </summary>
    /// <returns>A snapshot was written.</returns>
    public static async Task<bool> TryAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        if (!inventory.Release.Version.HasAdminSnapshot || server.Ports.Admin == 0 || inventory.Superuser is not { } superuser
            || inventory.Settings.Values.GetValueOrDefault(Setting) == "false")
        {
            return false;
        }

        var host = fleet[server];
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
                await host.ConnectAsync($"{IPAddress.Loopback}", server.Ports.Admin, token),
            UseProxy = false,
        };
        using var http = new HttpClient(handler) { Timeout = Deadline };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "digest", $"super:{superuser.Password}");
        try
        {
            using var answer = await http.GetAsync(
                new Uri($"http://127.0.0.1:{server.Ports.Admin}/commands/snapshot?streaming=false"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or HostException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
