using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>Opens encrypted streams to servers, over plain TCP or over whatever brings a stream.</summary>
public sealed class TlsConnector
{
    private readonly TlsOptions options;
    private readonly Func<HostPort, CancellationToken, Task<Stream>> transport;
    private readonly SslStreamCertificateContext? identity;

    /// <param name="transport">Brings the stream that is encrypted; null: plain TCP.</param>
    public TlsConnector(TlsOptions options, Func<HostPort, CancellationToken, Task<Stream>>? transport = null)
    {
        (this.options, this.transport) = (options, transport ?? TcpConnector.ConnectAsync);
        identity = options.Identity is null ? null
            : SslStreamCertificateContext.Create(options.Identity.Certificate, options.Identity.Chain, offline: true);
    }

    /// <summary>Connects to a server, and checks that it is that server.</summary>
    /// <exception cref="TlsException">There is a connection, but no TLS on it, or not with the right server.</exception>
    /// <exception cref="IOException">No connection, or the transport's own.</exception>
    public async Task<Stream> ConnectAsync(HostPort server, CancellationToken cancellationToken)
    {
        var name = options.TargetName ?? server.Host;
        var check = new ServerCertificateCheck(server, name, options);
        var stream = new TlsStream(await transport(server, cancellationToken), server, options);
        try
        {
            // A tunnel's stream may not listen to the token: closing ends every wait.
            await using var closing = cancellationToken.Register(stream.Dispose);
            await stream.AuthenticateAsClientAsync(Handshake(name, check), cancellationToken);
            return stream;
        }
        catch (Exception fault)
        {
            await stream.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw check.Refusal ?? Told(server, fault) ?? fault;
        }
    }

    private SslClientAuthenticationOptions Handshake(string name, ServerCertificateCheck check) => new()
    {
        TargetHost = name,
        EnabledSslProtocols = options.Protocols,
        ClientCertificateContext = identity,
        CertificateChainPolicy = ServerCertificateCheck.Policy(options),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => check.Accepts(certificate, chain),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // Every connection is checked as the first one was.
        AllowTlsResume = false,
    };

    private TlsException? Told(HostPort server, Exception fault) => fault switch
    {
        _ when TlsAlert.In(fault) is { } alert => alert.ToException(server, options.Identity is not null, fault),
        AuthenticationException when IsFrameFault(fault) => new TlsException(TlsFault.NotTls,
            $"{server} does not speak TLS on this port: its answer is something else; the port for TLS is secureClientPort",
            fault),
        AuthenticationException => new TlsException(
            TlsFault.Other, $"no TLS connection with {server}: {(fault.InnerException ?? fault).Message}", fault),
        IOException and not TlsException => new TlsException(TlsFault.NotTls,
            $"{server} closed the connection when it was asked for TLS: this is a plain port (TLS has secureClientPort), or " +
            $"the server has no certificate that it can use ({fault.Message})", fault),
        _ => null,
    };

    // SslStream: "Cannot determine the frame size or a corrupted frame was received."; OpenSSL: wrong version number.
    private static bool IsFrameFault(Exception fault) =>
        fault.Message.Contains("frame", StringComparison.Ordinal) ||
        (fault.InnerException?.ToString().Contains("wrong version number", StringComparison.Ordinal) ?? false);
}
