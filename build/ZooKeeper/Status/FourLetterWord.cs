using System.Globalization;
using System.Text;
using ZooKeeper.Security;
using ZooKeeper.Wire;

namespace ZooKeeper.Status;

/// <summary>The plain-text questions that a server answers on its client port.</summary>
public static class FourLetterWord
{
    /// <summary>
    /// Longest answer taken. The words that are asked answer with some ten KB, those that grow with sessions and watches
    /// (<c>cons</c>, <c>dump</c>) with some hundred bytes for each; whoever sends more is none, and costs no more memory.
    /// </summary>
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    private const string NotServing = "This ZooKeeper instance is not currently serving requests";
    private const string Refused = "is not executed because it is not in the whitelist";

    /// <summary>Sends a word and reads the answer to its end.</summary>
    /// <param name="word">Four letters: <c>srvr</c>, <c>mntr</c>, <c>conf</c>, <c>hash</c>, <c>ruok</c> …</param>
    /// <param name="deadline">Of the whole: connection, question, answer.</param>
    /// <param name="connector">Opens the byte stream; null: plain TCP.</param>
    /// <exception cref="WordRefusedException">The word is not in the server's whitelist.</exception>
    /// <exception cref="NotServingException">The server looks for a leader or still takes over its data.</exception>
    /// <exception cref="FourLetterWordException">No connection, no answer, or not in time.</exception>
    public static async Task<string> AskAsync(
        HostPort server, string word, TimeSpan deadline,
        Func<HostPort, CancellationToken, Task<Stream>>? connector = null,
        CancellationToken cancellationToken = default)
    {
        if (word.Length != 4 || !word.All(char.IsAsciiLetter))
        {
            throw new ArgumentException($"'{word}' is not a word of four letters", nameof(word));
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(deadline);
        var plain = false;
        try
        {
            // A connector or a tunnel's stream may not listen to the token: the wait does.
            var answer = await ExchangeAsync(server, word, OpenAsync, bound.Token)
                .WaitAsync(bound.Token);
            return Checked(server, word, answer);
        }
        catch (Exception fault) when (fault is not FourLetterWordException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seconds = deadline.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            // Four bytes are too few for a server with TLS to see that they are none (Netty's SslHandler): it waits.
            var silence = plain
                ? $"no answer within {seconds} s: the server hangs, or this port speaks TLS" : $"no answer within {seconds} s";
            throw new FourLetterWordException(
                server, word, bound.IsCancellationRequested ? silence : fault.Message, fault);
        }

        async Task<Stream> OpenAsync(HostPort address, CancellationToken ct)
        {
            var stream = await (connector ?? TcpConnector.ConnectAsync)(address, ct);
            plain = stream is not TlsStream;
            return stream;
        }
    }

    private static async Task<string> ExchangeAsync(
        HostPort server, string word, Func<HostPort, CancellationToken, Task<Stream>> connector,
        CancellationToken cancellationToken)
    {
        await using var stream = await connector(server, cancellationToken);
        await using var closing = cancellationToken.Register(stream.Dispose);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(word), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            answer.Write(buffer, 0, read);
            if (answer.Length > MaxAnswerBytes)
            {
                throw new IOException($"the answer is longer than {MaxAnswerBytes} bytes");
            }
        }

        var bytes = answer.GetBuffer().AsSpan(0, (int)answer.Length);
        return TlsRecord.IsAt(bytes) ? throw TlsRecord.Fault() : Encoding.UTF8.GetString(bytes);
    }

    private static string Checked(HostPort server, string word, string answer) =>
        answer.StartsWith(NotServing, StringComparison.Ordinal) ? throw new NotServingException(server, word)
        : answer.Length < 200 && answer.Contains(Refused, StringComparison.Ordinal)
            ? throw new WordRefusedException(server, word)
        : answer.Length == 0 ? throw new EmptyAnswerException(server, word)
        : answer;
}
