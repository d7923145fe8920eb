using System.Net.Sockets;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using ZooKeeper.Security;

namespace Ensembles.Observing;

/// <summary>
/// Asks a server's election port for TLS: what the process takes and shows is measured, since its files may be others by
/// now than those that it was started with, whatever their times say.
/// </summary>
/// <param name="AnswersTls">It speaks TLS; that it refuses us is an answer too.</param>
/// <param name="Shown">What it shows; null where it refuses before.</param>
public sealed record TlsGreeting(bool AnswersTls, TlsShown? Shown)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <returns>Null where the port cannot be reached, or gives no answer in 3 s.</returns>
    public static async Task<TlsGreeting?> AskAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Deadline);
        try
        {
            var stream = await fleet[server].ConnectAsync(server.Host, server.Ports.Election, limit.Token);
            var shown = await TlsShown.AskAsync(stream, server.Host, limit.Token);
            return new(shown is not null, shown);
        }
        catch (TlsException)
        {
            return new(true, null);
        }
        catch (Exception e) when (e is IOException or SocketException or HostException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
