using Renci.SshNet;

namespace Remote.Ssh;

/// <content>How the connection is made, and ends.</content>
internal sealed partial class SshConnection
{
    /// <summary>The connection, made if there is none. Who comes while it is being made shares a failure too.</summary>
    /// <exception cref="HostUnreachableException">It cannot be made.</exception>
    /// <exception cref="LockLostException">It broke and took a lock with it.</exception>
    public async Task<SshClient> ClientAsync(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref attempts);
        await connecting.WaitAsync(cancellation);
        try
        {
            if (failure is not null && attempts > before)
            {
                throw failure;
            }

            failure = null;
            if (!IsLockLost && client is not null && client != lost && IsConnected(client))
            {
                return client;
            }

            // What was locked through the old connection may be another run's by now, noticed or not.
            if (WithoutLock is { } without)
            {
                throw new LockLostException(without.Message);
            }

            await CloseAsync();
            if (Target.Refusal is { } refusal)
            {
                throw new HostUnreachableException($"{Target.Name} is not connected to: {refusal}");
            }

            client = await LoginAsync(cancellation);
            Interlocked.Increment(ref connections);
            return client;
        }
        catch (HostException e)
        {
            failure = e;
            throw;
        }
        finally
        {
            attempts++;
            connecting.Release();
        }
    }

    /// <summary>Goes the way to the host and logs in.</summary>
    private async Task<SshClient> LoginAsync(CancellationToken cancellation)
    {
        try
        {
            return await LoginAsync(withCertificates: true, cancellation);
        }
        catch (HostCertificateException)
        {
            // As ssh does: what its certificate does not show, its key alone may.
            await CloseAsync();
            return await LoginAsync(withCertificates: false, cancellation);
        }
    }

    private async Task<SshClient> LoginAsync(bool withCertificates, CancellationToken cancellation)
    {
        way = jump is not null
            ? await SshTunnel.OpenAsync(jump, Target.Host, Target.PortNumber, own: null, cancellation)
            : Target.ProxyCommand is { } command ? ProxyTunnel.Open(command)
            : null;
        return await SshLogin.ConnectAsync(
            Target, way, jump is null
                ? null
                : $"-p {jump.Target.PortNumber} " + Quoting.Word($"{jump.Target.Account}@{jump.Target.Host}"),
            withCertificates, cancellation);
    }

    private static bool IsConnected(SshClient client)
    {
        try
        {
            return client.IsConnected;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref client, null) is { } old)
        {
            await BestEffort.DisposeAsync(old);
        }

        if (Interlocked.Exchange(ref way, null) is { } tunnel)
        {
            await tunnel.DisposeAsync();
        }
    }
}
