using System.Diagnostics;
using System.Globalization;
using System.Text;
using ZooKeeper.Client;

namespace Lab.Foreign;

/// <summary>
/// Servers on this machine that somebody has set up and started by hand, in the places that an inventory of the suite
/// names, each with a release of its own: <c>ID/bin</c>, <c>ID/conf</c>, <c>ID/data</c>.
/// </summary>
public sealed class ForeignEnsemble : IAsyncDisposable
{
    private readonly Dictionary<int, OfficialRelease> releases = [];
    private readonly List<Process> shells = [];

    private ForeignEnsemble(SuiteInventory inventory) => Inventory = inventory;

    public SuiteInventory Inventory { get; }

    public OfficialRelease this[int id] => releases[id];

    /// <summary>Their files alone; nothing is started.</summary>
    /// <param name="present">How many there are: the first ids of the inventory.</param>
    public static async Task<ForeignEnsemble> CreateAsync(string version, bool isDynamic, int present, int wanted)
    {
        var made = new ForeignEnsemble(SuiteInventory.Of(version, isDynamic, present, wanted));
        foreach (var id in Enumerable.Range(1, present))
        {
            made.releases[id] =
                await OfficialRelease.CreateAsync(Path.Combine(made.Inventory.Folder, $"{id}"), version);
            made.Configure(id, present);
        }

        return made;
    }

    /// <summary>By zkServer.sh start; where its pid file goes is the caller's to say.</summary>
    public Task StartAsync(int id, params (string Name, string Value)[] environment) =>
        releases[id].RunAsync("start", environment);

    /// <summary>By zkServer.sh start-foreground in the background of a shell that somebody works in.</summary>
    public void StartInShell(int id) => shells.Add(releases[id].Shell("./zkServer.sh start-foreground &"));

    /// <summary>By a script that starts it again whenever it has ended. Gives the script's process.</summary>
    public Process StartInLoop(int id)
    {
        var loop = Path.Combine(releases[id].Folder, "bin", "loop.sh");
        File.WriteAllText(loop, "while true; do ./zkServer.sh start-foreground; sleep 0.2; done\n");
        var start = releases[id].Shell($"exec bash {loop}");
        shells.Add(start);
        return start;
    }

    /// <summary>The server's Java, by what the machine's processes say; null where none runs.</summary>
    public int? ProcessId(int id) => Processes(Path.Combine(Inventory.Folder, $"{id}") + "/").FirstOrDefault() switch
    {
        0 => null,
        var found => found,
    };

    /// <summary>Waits until the first so many servers serve.</summary>
    public async Task UntilServingAsync(int present)
    {
        foreach (var id in Enumerable.Range(1, present))
        {
            await Poll.UntilAsync(
                async () => await ModeAsync(id), () => $"server {id} does not serve: {Log(id)}");
        }
    }

    /// <summary>What <c>srvr</c> says; null while there is no such answer.</summary>
    public async Task<string?> ModeAsync(int id) => FourLetterWord.Field(
        await FourLetterWord.AskAsync(Inventory.ClientPorts[id], "srvr", default), "Mode");

    /// <summary>A line of <c>conf</c>.</summary>
    public async Task<string?> SettingAsync(int id, string key) =>
        (await FourLetterWord.AskAsync(Inventory.ClientPorts[id], "conf", default))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith($"{key}=", StringComparison.Ordinal))?[(key.Length + 1)..];

    /// <summary>So many znodes below /precious, through server 1.</summary>
    public async Task FillAsync(int znodes)
    {
        await using var client = await ClientAsync(1);
        await client.CreateAsync("/precious");
        await Task.WhenAll(Enumerable.Range(0, znodes).Select(number => client.CreateAsync(
            string.Create(CultureInfo.InvariantCulture, $"/precious/{number:0000}"), "value"u8.ToArray())));
    }

    /// <summary>How many of them a server has.</summary>
    public async Task<int> CountAsync(int id)
    {
        await using var client = await ClientAsync(id);
        await client.SyncAsync("/");
        try
        {
            return (await client.GetChildrenAsync("/precious")).Names.Length;
        }
        catch (NoNodeException)
        {
            return 0;
        }
    }

    /// <summary>Ends whatever of it runs, whoever started it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var shell in shells)
        {
            shell.Kill();
            shell.Dispose();
        }

        await Poll.UntilAsync(
            () =>
            {
                var running = Processes(Inventory.Folder + "/");
                running.ForEach(process => Signal.Send(process, Signal.Kill));
                return running.Count == 0;
            }, "Servers do not end after SIGKILL");
        await Inventory.DisposeAsync();
    }

    private Task<ZooKeeperClient> ClientAsync(int id) => ZooKeeperClient.ConnectAsync(
        new() { Servers = [Address.Of($"127.0.0.1:{Inventory.ClientPorts[id]}")] });

    private string Log(int id) => string.Join('\n', Directory
        .EnumerateFiles(releases[id].Folder, "zookeeper*.out", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines).TakeLast(20));

    /// <summary>zoo.cfg as people write it: the folders, the ports, the members.</summary>
    private void Configure(int id, int present)
    {
        var ports = Inventory.PortsOf(id);
        Directory.CreateDirectory(Inventory.DataFolder(id));
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            tickTime=500
            initLimit=20
            syncLimit=10
            dataDir={Inventory.DataFolder(id)}
            clientPort={ports.Client}
            4lw.commands.whitelist=*
            preAllocSize=1024
            admin.enableServer=false
            admin.serverAddress=127.0.0.1
            """);
        foreach (var member in Enumerable.Range(1, present > 1 ? present : 0))
        {
            var theirs = Inventory.PortsOf(member);
            text.AppendLine(
                CultureInfo.InvariantCulture, $"server.{member}=127.0.0.1:{theirs.Quorum}:{theirs.Election}");
        }

        if (present > 1)
        {
            File.WriteAllText(Path.Combine(Inventory.DataFolder(id), "myid"), $"{id}\n");
        }

        File.WriteAllText(Path.Combine(Inventory.ConfigFolder(id), "zoo.cfg"), text.ToString());
    }

    private static List<int> Processes(string folder)
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
            {
                try
                {
                    var line = File.ReadAllText($"{process}/cmdline");
                    var isServer = line.Contains("QuorumPeerMain\0", StringComparison.Ordinal)
                        && line.Contains(folder, StringComparison.Ordinal)
                        && Path.GetFileName(line.Split('\0')[0]) == "java";
                    if (isServer)
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
}
