using System.Globalization;
using System.Text;
using Lab;

namespace Integration.Rollouts.Kept;

/// <summary>
/// Servers on this machine that somebody else has set up, each kept running in its own way (<see cref="Way"/>), and an
/// inventory that names them. What runs is ended by <see cref="DisposeAsync"/>.
/// </summary>
internal sealed partial class KeptServers : IAsyncDisposable
{
    private readonly PortAllocator ports = PortAllocator.Take();
    private readonly Dictionary<int, GuardedProcess> keepers = [];
    private readonly Dictionary<int, (int Client, int Quorum, int Election, int Admin)> taken = [];
    private readonly string version;
    private readonly string release;
    private readonly string java;

    private KeptServers(string version, string release, string home) =>
        (this.version, this.release, java) = (version, release, Path.Combine(home, "bin", "java"));

    public string Folder { get; } = TestFolder.Create("kept");

    public string File => Path.Combine(Folder, "inventory.yml");

    /// <summary>By id; those without one are not set up yet.</summary>
    public Dictionary<int, Way> Ways { get; } = [];

    /// <summary>By id: what the inventory says more of a server; written by <see cref="Write"/>.</summary>
    public Dictionary<int, string> Said { get; } = [];

    /// <summary>Written by <see cref="Write"/>.</summary>
    public int MaxClientCnxns { get; set; } = 60;

    /// <summary>Servers' own lines have 0.0.0.0 for their host.</summary>
    public bool OwnLinesAreOpen { get; init; }

    public static async Task<KeptServers> OfAsync(string version, bool ownLinesAreOpen = false) =>
        new(version, await LabReleases.FolderAsync(version), await LabReleases.JavaHomeAsync())
        {
            OwnLinesAreOpen = ownLinesAreOpen,
        };

    public string Config(int id) => Path.Combine(Folder, $"{id}", "conf", ConfigName(id));

    public string Data(int id) => Path.Combine(Folder, $"{id}", "data");

    public string Log(int id) => Path.Combine(Folder, $"{id}", "log");

    public string Service(int id) => Path.Combine(Folder, "service", $"{id}");

    public int Port(int id) => taken[id].Client;

    public IEnumerable<int> Ports => taken.Values.Select(port => port.Client);

    /// <summary>The id of the process that keeps a server.</summary>
    public int Keeper(int id) => keepers[id].Id;

    /// <summary>Ids of the processes that run with a server's configuration.</summary>
    public IReadOnlyList<int> Processes(int id) =>
        Servers(words => words.Contains(Config(id)) || words.Contains(FileOfBefore(id)));

    private static List<int> Servers(Func<string[], bool> isMeant) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Where(name => Words(name!) is var words && isMeant(words)
                && words.Any(word => word.EndsWith(".QuorumPeerMain", StringComparison.Ordinal))
                && words[0].EndsWith("java", StringComparison.Ordinal))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Takes ports for the servers.</summary>
    public void Take(params IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            taken[id] = (ports.Next(), ports.Next(), ports.Next(), ports.Next());
        }
    }

    /// <summary>Sets the servers with a <see cref="Way"/> up by hand and waits until they serve.</summary>
    public async Task StartAsync()
    {
        foreach (var id in Ways.Keys)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Config(id))!);
            Directory.CreateDirectory(Data(id));
            Directory.CreateDirectory(Log(id));
            await System.IO.File.WriteAllTextAsync(Path.Combine(Data(id), "myid"), $"{id}\n");
            await System.IO.File.WriteAllTextAsync(Config(id), ZooCfg(id));
            await KeepAsync(id);
        }

        foreach (var id in Ways.Keys)
        {
            await UntilServingAsync(id);
        }
    }

    public Task UntilServingAsync(int id) => Poll.UntilAsync(
        async () => FourLetterWord.Field(await FourLetterWord.AskAsync(Port(id), "srvr"), "Mode"),
        () => $"server {id} does not serve: {LogText(id)}", TimeSpan.FromSeconds(120));

    /// <summary>All that the server has printed, over all its starts.</summary>
    public string LogText(int id) => string.Concat(
        Directory.EnumerateFiles(Log(id)).Order().Select(System.IO.File.ReadAllText));

    public async Task<string?> SettingAsync(int id, string key) =>
        (await FourLetterWord.AskAsync(Port(id), "conf"))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..].Trim();

    public void Write()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            ensemble: kept-{{taken.Values.First().Client}}
            release: { version: {{version}} }
            membership: static
            connection: { type: local }
            paths:
              install: "{{Folder}}/install"
              config: "{{Folder}}/{id}/conf"
              data: "{{Folder}}/{id}/data"
              log: "{{Folder}}/{id}/log"
            settings: { tickTime: 500, initLimit: 20, syncLimit: 10, maxClientCnxns: {{MaxClientCnxns}} }
            java: { heap: 96m, flags: [-XX:+UseSerialGC, -XX:TieredStopAtLevel=1] }
            servers:

            """));
        foreach (var (id, port) in taken)
        {
            var said = Said.GetValueOrDefault(id) is { } more ? $", {more}" : "";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  - {{ id: {id}, host: 127.0.0.1, ports: {{ client: {port.Client}, quorum: {port.Quorum}, " +
                $"election: {port.Election}, admin: {port.Admin} }}{said} }}");
        }

        System.IO.File.WriteAllText(File, text.ToString());
    }

    /// <summary>What the inventory says of a server that is kept in its way.</summary>
    public string Yaml(int id) => Ways[id] switch
    {
        Way.Runit => $"service: {{ runit: \"{Service(id)}\" }}",
        Way.Supervisord => $"service: {{ supervisord: zk{id}, config: \"{Folder}/supervisord.conf\" }}",
        Way.Command => $"paths: {{ configFile: {ConfigName(id)} }}, service: {{ start: \"{Script(id)} {Config(id)}\", " +
            $"environment: {{ JAVA: \"{java}\", LOG_DIR: \"{Log(id)}\" }} }}",
        _ => "service: zkServer",
    };

    public async ValueTask DisposeAsync()
    {
        if (watcher is { Running: true })
        {
            await watcher.KillAsync();
        }

        foreach (var (id, keeper) in keepers)
        {
            if (Ways[id] == Way.Runit && keeper.Running)
            {
                await RunAsync("sv", "exit", Service(id));
            }

            if (keeper.Running)
            {
                await keeper.StopAsync(TimeSpan.FromSeconds(30));
            }

            await keeper.DisposeAsync();
        }

        // Those too that the suite has started, with files of its own.
        await Poll.UntilAsync(
            () =>
            {
                var running = Servers(words => words.Any(word => word.Contains(Folder + "/", StringComparison.Ordinal)));
                running.ForEach(process => Signal.Send(process, Signal.Kill));
                return running.Count == 0;
            }, "Servers do not end after SIGKILL");
        ports.Dispose();
    }

    private string ConfigName(int id) =>
        Ways.GetValueOrDefault(id) == Way.Command ? "zookeeper.properties" : "zoo.cfg";

    private string Script(int id) => Path.Combine(Folder, $"{id}", "start.sh");

    private string ZooCfg(int id)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            tickTime=500
            initLimit=20
            syncLimit=10
            dataDir={Data(id)}/
            maxClientCnxns=60
            clientPort={Port(id)}
            clientPortAddress=127.0.0.1
            autopurge.snapRetainCount=3
            autopurge.purgeInterval=24
            4lw.commands.whitelist=srvr, mntr, conf{(version.StartsWith("3.4", StringComparison.Ordinal) ? "" : ", hash")}, isro, ruok

            """));
        if (!version.StartsWith("3.4", StringComparison.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"admin.serverAddress=127.0.0.1\nadmin.serverPort={taken[id].Admin}\ndb.autocreate=false\n");
        }

        foreach (var (other, port) in taken.Where(server => Ways.ContainsKey(server.Key) && Ways.Count > 1))
        {
            var host = OwnLinesAreOpen && other == id ? "0.0.0.0" : "127.0.0.1";
            var role = version.StartsWith("3.4", StringComparison.Ordinal) ? ""
                : $":participant;127.0.0.1:{port.Client}";
            text.Append(CultureInfo.InvariantCulture, $"server.{other}={host}:{port.Quorum}:{port.Election}{role}\n");
        }

        return text.ToString();
    }

    private static string[] Words(string process)
    {
        try
        {
            return System.IO.File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [""]; // It has just ended.
        }
    }
}
