using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Unit.ZooKeeper.Session;
using ZooKeeper;

namespace Unit.ZooKeeper.Security;

/// <summary>A server that speaks TLS and answers the first bytes of each connection with <c>imok</c>.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly SslStreamCertificateContext shown;
    private readonly SslProtocols protocols;
    private readonly X509Certificate2? clientAuthority;

    /// <param name="clientAuthority">Clients must show a certificate that it has issued; null: none is asked for.</param>
    public TlsServer(
        X509Certificate2 certificate, SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        X509Certificate2? clientAuthority = null, params X509Certificate2[] chain)
    {
        (this.protocols, this.clientAuthority) = (protocols, clientAuthority);
        shown = SslStreamCertificateContext.Create(certificate, [.. chain], offline: true);
        listener.Start();
        _ = ServeAsync();
    }

    public HostPort Address => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        await using (var stream = new SslStream(client.GetStream()))
        {
            try
            {
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = shown,
                    EnabledSslProtocols = protocols,
                    ClientCertificateRequired = clientAuthority is not null,
                    RemoteCertificateValidationCallback = (_, given, _, _) =>
                        clientAuthority is null || given?.Issuer == clientAuthority.Subject,
                }).WaitAsync(FakeServer.Patience);
                await stream.ReadExactlyAsync(new byte[4]).AsTask().WaitAsync(FakeServer.Patience);
                await stream.WriteAsync("imok"u8.ToArray());
                await stream.ShutdownAsync();
            }
            catch (Exception fault) when (fault is IOException or AuthenticationException)
            {
                // What the client makes of it is the test.
            }
        }
    }
}
