using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Lab;

/// <summary>A client that asks for TLS and trusts whoever answers.</summary>
public static class TlsProbe
{
    /// <summary>The protocol that a port agrees to; null where it speaks no TLS.</summary>
    public static async Task<SslProtocols?> ProtocolAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, limit.Token);
            return stream.SslProtocol;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            return null;
        }
    }
}
