using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
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
    public static async Task<AdminSnapshotOutcome> TryAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        if (!inventory.Release.Version.HasAdminSnapshot || server.Ports.Admin == 0 || inventory.Superuser is not { } superuser
            || inventory.Settings.Values.GetValueOrDefault(Setting) == "false")
        {
            return new(IsWritten: false);
        }

        // With and without TLS on one port (admin.portUnification) it is asked without, as everybody on its host may.
        var isTls = IsOn("admin.forceHttps");
        if (isTls && WhyNotByTls() is { } reason)
        {
            return new(IsWritten: false, reason);
        }

        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
                await fleet[server].ConnectAsync($"{IPAddress.Loopback}", server.Ports.Admin, token),
            UseProxy = false,
        };
        if (isTls)
        {
            // Its certificate is that of the quorum (JettyAdminServer), and names its host, not the loopback address.
            var fingerprint = ServerCertificate.Load(inventory.Security.Certificates[server.Id]).Fingerprint;
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown?.GetCertHashString(HashAlgorithmName.SHA256) == fingerprint;
        }

        using var http = new HttpClient(handler) { Timeout = Deadline };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("digest", $"super:{superuser.Password}");
        try
        {
            using var answer = await http.GetAsync(
                new Uri($"{(isTls ? "https" : "http")}://127.0.0.1:{server.Ports.Admin}/commands/snapshot?streaming=false"), cancellation);
            return new(answer.IsSuccessStatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or HostException or IOException or InventoryException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(IsWritten: false, isTls ? $"its AdminServer could not be asked by TLS: {(failure.InnerException ?? failure).Message}" : null);
        }

        bool IsOn(string key) => "true".Equals(inventory.Settings.Values.GetValueOrDefault(key), StringComparison.OrdinalIgnoreCase);

        string? WhyNotByTls() => !inventory.Security.QuorumTls || !inventory.Security.Certificates.ContainsKey(server.Id)
                ? "its AdminServer speaks TLS alone (admin.forceHttps), and the inventory has no certificate for it under security " +
                    "by which to know it: the superuser's password is not sent there"
            : IsOn("admin.needClientAuth") ? "its AdminServer asks for certificates (admin.needClientAuth)"
            : null;
    }
}

/// <summary>What came of asking a server for a snapshot.</summary>
/// <param name="IsWritten">It has written one.</param>
/// <param name="Reason">Why it was not asked though it could have been, or not reached; null where there is nothing to tell.</param>
public readonly record struct AdminSnapshotOutcome(bool IsWritten, string? Reason = null);
