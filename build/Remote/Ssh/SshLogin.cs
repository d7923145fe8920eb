using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>Makes one connection: the host's key checked, ourselves let in, or a reason why not.</summary>
internal static class SshLogin
{
    // Once connected, waits of the library (for the window of a large upload) may be longer than for a connection.
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(60);

    private const string NotValid =
        " (It shows a certificate that is not valid: it has ended, has not begun, or is not signed by the authority that it names.)";

    /// <param name="way">Through which the target is reached; null: straight.</param>
    /// <param name="scanThrough">Arguments for <c>ssh</c> to the last jump; null: reached from here.</param>
    /// <param name="withCertificates">The host may show a certificate, where an authority for it is known.</param>
    /// <exception cref="HostUnreachableException">No connection: the subtypes say where it ended.</exception>
    /// <exception cref="HostCertificateException">The host's certificate is not valid; its key alone may be known.</exception>
    public static async Task<SshClient> ConnectAsync(
        SshTarget target, ISshWay? way, string? scanThrough, bool withCertificates, CancellationToken cancellation)
    {
        var credentials = Credentials.Gather(target);
        var trust = new HostTrust(target, scanThrough);
        var info = new ConnectionInfo(
            way?.Address ?? await AddressAsync(target, cancellation), way?.Port ?? target.PortNumber, target.Account, credentials.Methods())
        {
            Timeout = target.ConnectTimeout,
            MaxSessions = int.MaxValue,
            RetryAttempts = 1,
        };
        trust.Prefer(info, withCertificates);
        PutOffSlowExchanges(info);
        var client = new SshClient(info) { KeepAliveInterval = target.KeepAlive };
        string? objection = null;
        client.HostKeyReceived += (_, presented) =>
        {
            presented.CanTrust = false;
            objection = trust.Objection(presented);
            presented.CanTrust = objection is null;
        };

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(target.ConnectTimeout);
        var connecting = Task.Run(() => client.ConnectAsync(deadline.Token), CancellationToken.None);
        try
        {
            await connecting.WaitAsync(cancellation);
            info.Timeout = Stalled;
            return client;
        }
        catch (Exception e)
        {
            _ = connecting.ContinueWith(_ => client.Dispose(), TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
            throw objection is not null ? new HostKeyException(objection + (withCertificates ? "" : NotValid) + Unfollowed(target))
                : withCertificates && trust.MayBeOfCertificate(e) ? new HostCertificateException(target.Name, e)
                : Explain(target, e, credentials, way);
        }
    }

    /// <summary>The name, or the first of its addresses of the one family that ssh's configuration names.</summary>
    private static async Task<string> AddressAsync(SshTarget target, CancellationToken cancellation)
    {
        if (target.AddressFamily is not { } family)
        {
            return target.Host;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, family, cancellation);
            return addresses.FirstOrDefault(address => address.AddressFamily == family)?.ToString()
                ?? throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException e)
        {
            throw new HostUnreachableException(
                $"{target.Name} cannot be reached: its name has no address of IPv{(family == AddressFamily.InterNetwork ? 4 : 6)}, the " +
                $"only ones that AddressFamily in the configuration of ssh permits{Unfollowed(target)}", e);
        }
    }

    /// <summary>
    /// Puts sntrup761 behind the exchanges on elliptic curves, which every server that has it offers too: in managed
    /// code it takes some 60 ms of a processor for each host, the others 2 ms. ML-KEM is as quick and stays the first.
    /// </summary>
    private static void PutOffSlowExchanges(ConnectionInfo info)
    {
        var exchanges = info.KeyExchangeAlgorithms;
        var names = exchanges.Keys.ToList();
        var behind = names.FindLastIndex(name => name.StartsWith("ecdh-", StringComparison.Ordinal));
        foreach (var slow in names.Where(name => name.StartsWith("sntrup", StringComparison.Ordinal)))
        {
            exchanges.SetPosition(slow, behind);
        }
    }

    private static HostUnreachableException Explain(
        SshTarget target, Exception e, Credentials credentials, ISshWay? way)
    {
        var tried = string.Join("; ", credentials.Offered);
        return e switch
        {
            SshAuthenticationException or IOException => new HostAuthenticationException(
                $"{target.Name} does not let us in: {e.Message.TrimEnd('.')}. Tried: {tried}. Is the public key in " +
                $"the authorized_keys of {target.Account}?{Unfollowed(target)}", e),
            SshConnectionException { Message: var message } when message.Contains("authentication failures") =>
                new HostAuthenticationException(
                    $"{target.Name} gave up on us: {message.TrimEnd('.')}. Tried: {tried}. Offer fewer keys: name " +
                    $"the one that it takes instead of all of the agent's.{Unfollowed(target)}", e),
            SshConnectionException or SocketException { SocketErrorCode: SocketError.ConnectionReset } when way is not null =>
                Unreachable(way.Blame),
            OperationCanceledException or SshOperationTimeoutException when way is ProxyTunnel =>
                Unreachable($"no answer within {target.ConnectTimeout.TotalSeconds:0.#} s: {way.Blame}"),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Unreachable(
                "nothing listens there: is sshd running, is the port right?"),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }
                => Unreachable("its name cannot be resolved: is it spelled right?"),
            SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } =>
                Unreachable("the network finds no way to it: is it up, is the address right?"),
            OperationCanceledException or SshOperationTimeoutException or SocketException
            {
                SocketErrorCode: SocketError.TimedOut
            } => Unreachable(
                $"no answer within {target.ConnectTimeout.TotalSeconds:0.#} s: is it up, is a firewall in between?"),
            _ => Unreachable(e.Message),
        };

        HostUnreachableException Unreachable(string why) =>
            new($"{target.Name} cannot be reached: {why}{Unfollowed(target)}", e);
    }

    /// <summary>What ssh would have done by its configuration, and was not done.</summary>
    private static string Unfollowed(SshTarget target) => target.Unfollowed.IsEmpty ? ""
        : $" (Not followed of the configuration of ssh: {string.Join(", ", target.Unfollowed)}.)";
}
