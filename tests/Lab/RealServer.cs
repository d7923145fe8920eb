namespace Lab;

/// <summary>A real ZooKeeper server on this machine, in a folder and on ports of its own.</summary>
public sealed class RealServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<string> java;
    private readonly string release;
    private GuardedProcess? process;

    internal RealServer(int id, string folder, PortAllocator ports, string release, IReadOnlyList<string> java)
    {
        (Id, Folder, this.release, this.java) = (id, Directory.CreateDirectory(folder).FullName, release, java);
        (ClientPort, QuorumPort, ElectionPort) = (ports.Next(), ports.Next(), ports.Next());
    }

    public int Id { get; }

    /// <summary>Listened on at 127.0.0.1, like all of them.</summary>
    public int ClientPort { get; }

    public int QuorumPort { get; }

    public int ElectionPort { get; }

    /// <summary>Holds <c>conf</c>, <c>data</c> and the log.</summary>
    public string Folder { get; }

    /// <summary>Holds zoo.cfg.</summary>
    public string ConfigFolder => Path.Combine(Folder, "conf");

    /// <summary>dataDir.</summary>
    public string DataFolder => Path.Combine(Folder, "data");

    public bool Running => process is { Running: true };

    /// <summary>The process id of the server's java; null when it does not run.</summary>
    public int? ProcessId => Running ? process!.Id : null;

    /// <summary>All that the server has printed, over all its starts.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(Folder, "server.log");

    /// <summary>Starts the server and waits until it serves.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        await LaunchAsync(ct);
        await UntilServingAsync(ct);
    }

    /// <summary>Starts the server without waiting: it may have to wait for others.</summary>
    public async Task LaunchAsync(CancellationToken ct = default)
    {
        if (Running)
        {
            throw new InvalidOperationException($"Server {Id} runs already.");
        }

        process = await GuardedProcess.StartAsync(LogFile, Folder,
            [
                .. java, "-cp", $"{ConfigFolder}:{release}/lib/*",
                "org.apache.zookeeper.server.quorum.QuorumPeerMain", Path.Combine(ConfigFolder, "zoo.cfg"),
            ], ct);
    }

    /// <summary>Waits until <c>srvr</c> tells a mode in which writes are served; gives that mode.</summary>
    public Task<string> UntilServingAsync(CancellationToken ct = default) =>
        Poll.UntilAsync(
            async () => await ModeAsync(ct) switch
            {
                var mode and ("standalone" or "leader" or "follower" or "observer") => mode,
                _ => Running ? null : throw new InvalidOperationException($"Server {Id} ended:\n{LogTail()}"),
            },
            () => $"Server {Id} does not serve after {Patience.TotalSeconds} s:\n{LogTail()}",
            Patience, ct);

    /// <summary>The mode that <c>srvr</c> tells; null while the server does not answer or serve.</summary>
    public async Task<string?> ModeAsync(CancellationToken ct = default) =>
        FourLetterWord.Field(await AskAsync("srvr", ct), "Mode");

    /// <summary>The answer to a four-letter word; null while nobody answers.</summary>
    public Task<string?> AskAsync(string word, CancellationToken ct = default) =>
        FourLetterWord.AskAsync(ClientPort, word, ct);

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task StopAsync()
    {
        if (Running)
        {
            await process!.StopAsync(Patience);
        }
    }

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    public Task KillAsync() => process?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Sends SIGSTOP: the server keeps its connections and answers nothing.</summary>
    public void Freeze() => process?.Freeze();

    /// <summary>Sends SIGCONT.</summary>
    public void Thaw() => process?.Thaw();

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    public override string ToString() => $"server {Id} (127.0.0.1:{ClientPort})";

    private string LogTail() => string.Join('\n', Log.Split('\n').TakeLast(30));
}
