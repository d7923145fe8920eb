using System.Net.Security;

namespace ZooKeeper.Security;

/// <summary>An encrypted stream whose faults say what they mean: a server may refuse us only at the first read.</summary>
internal sealed class TlsStream : SslStream
{
    private readonly HostPort server;
    private readonly bool hasCertificate;
    private bool heard;

    public TlsStream(Stream transport, HostPort server, TlsOptions options)
        : base(transport, leaveInnerStreamOpen: false) =>
        (Transport, this.server, hasCertificate) = (transport, server, options.Identity is not null);

    /// <summary>What the encrypted bytes go through.</summary>
    public Stream Transport { get; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            heard |= read > 0;
            return read;
        }
        catch (IOException fault) when (TlsAlert.In(fault) is { } alert)
        {
            throw alert.ToException(server, hasCertificate, fault);
        }
        catch (IOException fault) when (!heard && !hasCertificate)
        {
            throw new TlsException(TlsFault.Other,
                $"{server} broke the encrypted connection before its first word ({fault.Message}): it may want a " +
                "certificate of its clients (ssl.clientAuth)", fault);
        }
    }
}
