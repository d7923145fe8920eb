using System.Net.Sockets;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using ZooKeeper;
using ZooKeeper.Security;

namespace Ensembles.Observing;

/// <summary>
/// Asks a server's election port for TLS: what the process takes is measured, since its files may be others by now than
/// those that it was started with, whatever their times say.
/// </summary>
internal static class TlsGreeting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether it speaks TLS; that it refuses who shows no certificate of a member is an answer too (ssl.quorum.clientAuth).
    /// Null where the port cannot be reached, or gives no answer in 3 s.
    /// </summary>
    public static async Task<bool?> AnswersAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Deadline);
        var tls = new TlsConnector(
            new TlsOptions(), (place, token) => fleet[server].ConnectAsync(place.Host, place.Port, token));
        try
        {
            await using var stream = await tls.ConnectAsync(new HostPort(server.Host, server.Ports.Election), limit.Token);
            return true;
        }
        catch (TlsException told)
        {
            return told.Fault is not (TlsFault.NotTls or TlsFault.Other);
        }
        catch (Exception e) when (e is IOException or SocketException or HostException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
