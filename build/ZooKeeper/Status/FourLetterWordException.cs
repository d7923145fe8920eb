namespace ZooKeeper.Status;

/// <summary>A server gave no answer to a four-letter word. The message says which, and why.</summary>
public class FourLetterWordException(HostPort server, string word, string reason, Exception? inner = null)
    : Exception($"{word} on {server}: {reason}", inner);

/// <summary>The word is not in the server's whitelist.</summary>
public sealed class WordRefusedException(HostPort server, string word)
    : FourLetterWordException(
        server, word, $"not in the server's whitelist: add it to 4lw.commands.whitelist in its zoo.cfg");

/// <summary>The server hung up without a byte: it does not know the word, or it has nothing to tell.</summary>
public sealed class EmptyAnswerException(HostPort server, string word)
    : FourLetterWordException(
        server, word, "closed without an answer: the server does not know the word, or this port speaks TLS");

/// <summary>The server runs, but does not serve: it looks for a leader or still takes over its data.</summary>
public sealed class NotServingException(HostPort server, string word)
    : FourLetterWordException(server, word, "the server runs but does not serve: it has no leader, or no data yet");
