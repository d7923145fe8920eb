using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Lab;

/// <summary>A client that asks for TLS and trusts whoever answers.</summary>
public static class TlsProbe
{
    /// <summary>Something listens there.</summary>
    public static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The protocol that a port agrees to; null where it speaks no TLS.</summary>
    /// <param name="certificate">Shown where the port asks for one.</param>
    public static async Task<SslProtocols?> ProtocolAsync(int port, X509Certificate2? certificate = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown is not null);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions 
            {
                TargetHost = "localhost", ClientCertificates = certificate is null ? [] : [certificate],
            }, limit.Token);
            return stream.SslProtocol;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            return null;
        }
    }
}
