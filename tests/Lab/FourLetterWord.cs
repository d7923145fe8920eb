using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lab;

/// <summary>Four-letter words, by the tests' own means: what is under test does not judge itself.</summary>
public static class FourLetterWord
{
    // A server that is just starting may take a connection and never answer it: the next one is answered.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The answer, or null while nobody answers.</summary>
    public static Task<string?> AskAsync(int port, string word, CancellationToken ct = default) =>
        AskAsync($"{IPAddress.Loopback}", port, word, ct);

    /// <inheritdoc cref="AskAsync(int, string, CancellationToken)"/>
    public static async Task<string?> AskAsync(string address, int port, string word, CancellationToken ct = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Parse(address), port, deadline.Token);
            await client.Client.SendAsync(Encoding.ASCII.GetBytes(word), deadline.Token);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(deadline.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException &&
                                  !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The value of a line <c>Name: value</c> in the answer to <c>srvr</c>.</summary>
    public static string? Field(string? answer, string name) =>
        answer?.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))
            ?[(name.Length + 1)..].Trim();
}
