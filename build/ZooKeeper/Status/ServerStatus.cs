namespace ZooKeeper.Status;

/// <summary>What the word <c>srvr</c> shows: the one word that no whitelist can switch off.</summary>
public sealed partial record ServerStatus
{
    private const string Word = "srvr";

    /// <summary>The three numbers; null while the server does not serve.</summary>
    public Version? Version { get; init; }

    public required ServerMode Mode { get; init; }

    /// <summary>The last transaction applied here.</summary>
    public Zxid Zxid { get; init; }

    public long NodeCount { get; init; }

    public long Connections { get; init; }

    /// <summary>Requests queued.</summary>
    public long Outstanding { get; init; }

    /// <summary>Packets since the start.</summary>
    public long Received { get; init; }

    /// <summary>Packets since the start.</summary>
    public long Sent { get; init; }

    /// <summary>Milliseconds; whole numbers up to 3.5.</summary>
    public double LatencyMin { get; init; }

    /// <summary>Milliseconds; whole numbers up to 3.5.</summary>
    public double LatencyAverage { get; init; }

    /// <summary>Milliseconds; whole numbers up to 3.5.</summary>
    public double LatencyMax { get; init; }

    /// <summary>Asks a server. One that does not serve gives <see cref="ServerMode.NotServing"/>.</summary>
    /// <exception cref="FourLetterWordException">Not reached, no answer in time, or no ZooKeeper.</exception>
    public static async Task<ServerStatus> AskAsync(
        HostPort server, TimeSpan deadline, Func<HostPort, CancellationToken, Task<Stream>>? connector = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return Parse(await FourLetterWord.AskAsync(server, Word, deadline, connector, cancellationToken));
        }
        catch (NotServingException)
        {
            return new ServerStatus { Mode = ServerMode.NotServing };
        }
        catch (FormatException fault)
        {
            throw new FourLetterWordException(server, Word, fault.Message, fault);
        }
    }
}
