using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ZooKeeper.Client;

namespace Lab.Foreign.Layouts;

/// <summary>
/// An ensemble on loopback addresses of this machine that somebody else has set up, in folders, with scripts and by
/// habits of their own: what the suite finds there is up to the layout.
/// </summary>
public abstract class ForeignLayout : IAsyncDisposable
{
    private readonly PortAllocator ports = PortAllocator.Take();
    private readonly Dictionary<int, ForeignPorts> taken = [];

    /// <param name="ids">Of the servers that run; one is a standalone server.</param>
    protected ForeignLayout(string version, params ImmutableArray<int> ids)
    {
        (Version, Ids, Folder) = (version, ids, TestFolder.Create());
        foreach (var id in ids)
        {
            taken[id] = NewPorts();
        }
    }

    public string Version { get; }

    public ImmutableArray<int> Ids { get; }

    public string Folder { get; }

    public ForeignPorts this[int id] => taken[id];

    /// <summary>Client ports of the servers that run.</summary>
    public IReadOnlyDictionary<int, int> ClientPorts => taken.ToDictionary(one => one.Key, one => one.Value.Client);

    /// <summary>Ports that nobody has, for a server that is to join.</summary>
    public ForeignPorts NewPorts() => new(ports.Next(), ports.Next(), ports.Next(), ports.Next());

    /// <summary>Sets the servers up and starts them; ends when all serve.</summary>
    public async Task StartAsync()
    {
        foreach (var id in Ids)
        {
            await StartAsync(id);
        }

        foreach (var id in Ids)
        {
            await Poll.UntilAsync(
                async () => await ModeAsync(this[id].Client),
                () => $"server {id} of the layout does not serve; see {Folder}");
        }
    }

    /// <summary>What <c>srvr</c> says; null while there is no such answer.</summary>
    public static async Task<string?> ModeAsync(int clientPort) =>
        FourLetterWord.Field(await FourLetterWord.AskAsync(clientPort, "srvr", default), "Mode");

    protected abstract Task StartAsync(int id);

    /// <summary>The lines of members as people write them; none for a standalone server.</summary>
    protected string Members() => Ids.Length == 1 && Ids[0] > 0 ? "" : string.Join('\n', Ids.Select(member =>
        string.Create(CultureInfo.InvariantCulture,
            $"server.{member}=127.0.0.1:{this[member].Quorum}:{this[member].Election}")));

    /// <summary>So many znodes below /precious, through the first server.</summary>
    public async Task FillAsync(int znodes)
    {
        await using var client = await ClientAsync(this[Ids[0]].Client);
        await client.CreateAsync("/precious");
        await Task.WhenAll(Enumerable.Range(0, znodes).Select(number => client.CreateAsync(
            string.Create(CultureInfo.InvariantCulture, $"/precious/{number:0000}"), "value"u8.ToArray())));
    }

    /// <summary>How many of them a server has.</summary>
    public static async Task<int> CountAsync(int clientPort)
    {
        await using var client = await ClientAsync(clientPort);
        await client.SyncAsync("/");
        return (await client.GetChildrenAsync("/precious")).Names.Length;
    }

    /// <summary>Ends every process of the test's folder, whoever started it, then what kept it.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await Poll.UntilAsync(
            () =>
            {
                var running = Processes();
                running.ForEach(process => Signal.Send(process, Signal.Kill));
                return running.Count == 0;
            }, "Servers do not end after SIGKILL");
        ports.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a line of shell as somebody would type it.</summary>
    protected static async Task ShellAsync(string folder, string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script, "bash", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} failed: {await output}{await error}");
        }
    }

    protected List<int> Processes()
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId)
            {
                try
                {
                    var line = File.ReadAllText($"{process}/cmdline");
                    if (line.Contains(Folder + "/", StringComparison.Ordinal)
                        && line.Contains("QuorumPeerMain", StringComparison.Ordinal))
                    {
                        found.Add(id);
                    }
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                }
            }
        }

        return found;
    }

    private static Task<ZooKeeperClient> ClientAsync(int port) => ZooKeeperClient.ConnectAsync(
        new() { Servers = [Address.Of($"127.0.0.1:{port}")] });

    /// <summary>zoo.cfg as the sample has it, with what a test on loopback must say.</summary>
    protected string Sample(int id, string data, string more = "") => new StringBuilder()
        .AppendLine("# The number of milliseconds of each tick").AppendLine("tickTime=500")
        .AppendLine("# The number of ticks that the initial ").AppendLine("# synchronization phase can take")
        .AppendLine("initLimit=20").AppendLine("syncLimit=10")
        .AppendLine(CultureInfo.InvariantCulture, $"dataDir={data}")
        .AppendLine("# the port at which the clients will connect")
        .AppendLine(CultureInfo.InvariantCulture, $"clientPort={this[id].Client}")
        .AppendLine(more).AppendLine(Members()).ToString();
}

/// <summary>Ports of a server.</summary>
public sealed record ForeignPorts(int Client, int Quorum, int Election, int Admin);
