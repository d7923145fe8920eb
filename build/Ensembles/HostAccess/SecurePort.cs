using System.Net.Sockets;
using Ensembles.Inventories;
using ZooKeeper;
using ZooKeeper.Security;

namespace Ensembles.HostAccess;

/// <summary>
/// The way to one server's clients' ports where the inventory wants TLS: the secure port, and the plain one where the
/// server has no secure one yet, as before a rollout has brought it.
/// </summary>
/// <param name="options">What holds by now.</param>
/// <param name="plain">Opens a stream to the plain port.</param>
/// <param name="secure">Opens a stream to the secure port, without TLS.</param>
internal sealed class SecurePort(
    Server server, Func<TlsOptions> options, Func<CancellationToken, Task<Stream>> plain,
    Func<CancellationToken, Task<Stream>> secure)
{
    /// <summary>A secure port that gives no answer for so long may be behind a firewall: the plain one is tried too.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <exception cref="TlsException">
    /// The secure port answers and cannot be used; where clients may be plain too, the plain port is used then.
    /// </exception>
    public async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var place = new HostPort(server.Host, server.Ports.Secure);
        var encrypted = new TlsConnector(options(), (_, token) => secure(token)).ConnectAsync(place, cancellation);
        await Task.WhenAny(encrypted, Task.Delay(Grace, cancellation));
        if (encrypted.IsCompletedSuccessfully)
        {
            return await encrypted;
        }

        try
        {
            var fallback = await plain(cancellation);
            if (!encrypted.IsCompleted)
            {
                await Task.WhenAny(encrypted, Task.Delay(Grace, cancellation));
            }

            if (!encrypted.IsCompletedSuccessfully)
            {
                _ = encrypted.ContinueWith(Abandon, TaskScheduler.Default);
                return fallback;
            }

            await fallback.DisposeAsync();
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // What the secure port says counts.
        }

        return await encrypted;
    }

    /// <summary>A stream that came too late.</summary>
    private static void Abandon(Task<Stream> late)
    {
        if (late.IsCompletedSuccessfully)
        {
            late.Result.Dispose();
        }
        else
        {
            _ = late.Exception;
        }
    }
}
