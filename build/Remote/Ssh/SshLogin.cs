using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>Makes one connection: the host's key checked, ourselves let in, or a reason why not.</summary>
internal static class SshLogin
{
    // Once connected, waits of the library (for the window of a large upload) may be longer than for a connection.
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(60);

    /// <param name="way">Through which the target is reached; null: straight.</param>
    /// <param name="scanThrough">Arguments for <c>ssh</c> to the last jump; null: reached from here.</param>
    /// <exception cref="HostUnreachableException">No connection: the subtypes say where it ended.</exception>
    public static async Task<SshClient> ConnectAsync(
        SshTarget target, ISshWay? way, string? scanThrough, CancellationToken cancellation)
    {
        var credentials = Credentials.Gather(target);
        var known = KnownHosts.Read(target.KnownHosts.IsEmpty
            ? [.. KnownHostsFiles.User, .. KnownHostsFiles.Machine]
            : target.KnownHosts);
        var info = new ConnectionInfo(
            way?.Address ?? target.Host, way?.Port ?? target.PortNumber, target.Account, credentials.Methods())
        {
            Timeout = target.ConnectTimeout,
            MaxSessions = int.MaxValue,
            RetryAttempts = 1,
        };
        Prefer(info, known.TypesOf(target.Host, target.PortNumber, target.KeyAlias));
        PutOffSlowExchanges(info);
        var client = new SshClient(info) { KeepAliveInterval = target.KeepAlive };
        string? objection = null;
        client.HostKeyReceived += (_, presented) =>
        {
            presented.CanTrust = false;
            objection = known.Objection(
                target.Host, target.PortNumber, new HostKey(presented.HostKey), target.TrustUnknown, scanThrough,
                target.KeyAlias);
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
            throw objection is null
                ? Explain(target, e, credentials, way)
                : new HostKeyException(objection + Unfollowed(target));
        }
    }

    /// <summary>
    /// Asks first for keys of the types that are known, lest the host present another and seem unknown; and never for
    /// certificates, which nothing here can check.
    /// </summary>
    private static void Prefer(ConnectionInfo info, IReadOnlyCollection<string> types)
    {
        foreach (var name in info.HostKeyAlgorithms.Keys.Where(name => name.Contains("-cert-")).ToList())
        {
            info.HostKeyAlgorithms.Remove(name, out _);
        }

        var known = info.HostKeyAlgorithms.Keys.Where(name => types.Contains(
            name.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : name)).ToList();
        for (var i = 0; i < known.Count; i++)
        {
            info.HostKeyAlgorithms.SetPosition(known[i], i);
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
