namespace ZooKeeper.Status;

/// <summary>The plain-text questions that a server answers on its client port.</summary>
public static class FourLetterWord
{
    /// <summary>Sends a word and reads the answer to its end.</summary>
    /// <param name="word">Four letters: <c>srvr</c>, <c>mntr</c>, <c>conf</c>, <c>hash</c>, <c>isro</c>, <c>ruok</c> …</param>
    /// <param name="deadline">Of the whole: connection, question, answer.</param>
    /// <param name="connector">Opens the byte stream; null: plain TCP.</param>
    /// <exception cref="WordRefusedException">The word is not in the server's whitelist.</exception>
    /// <exception cref="NotServingException">The server looks for a leader or still takes over its data.</exception>
    /// <exception cref="FourLetterWordException">No connection, no answer, or not in time.</exception>
    public static Task<string> AskAsync(
        HostPort server, string word, TimeSpan deadline,
        Func<HostPort, CancellationToken, Task<Stream>>? connector = null,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
