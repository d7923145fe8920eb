using System.Globalization;
using System.Text;

namespace Lab;

/// <summary>
/// An inventory of an ensemble on this machine, as a user would write it: in a folder and on ports of its own. What
/// the suite starts for it is ended by <see cref="DisposeAsync"/>.
/// </summary>
public sealed class SuiteInventory : IAsyncDisposable
{
    private readonly PortAllocator ports = PortAllocator.Take();
    private readonly (int Client, int Quorum, int Election, int Admin)[] taken;
    private readonly int present;
    private readonly Dictionary<int, (int Client, int Quorum, int Election, int Admin)> moved = [];

    private SuiteInventory(string version, bool isDynamic, int present, int wanted)
    {
        (Version, IsDynamic, this.present, Folder) = (version, isDynamic, present, TestFolder.Create());
        Wanted = wanted;
        Paths = ($"{Folder}/install", $"{Folder}/{{id}}/conf", $"{Folder}/{{id}}/data", $"{Folder}/{{id}}/log");
        taken = [.. Enumerable.Range(0, wanted).Select(_ => (ports.Next(), ports.Next(), ports.Next(), ports.Next()))];
        SecurePorts = Enumerable.Range(1, wanted).ToDictionary(id => id, _ => ports.Next());
        MetricsPorts = Enumerable.Range(1, Math.Clamp(49 - (5 * wanted), 0, wanted)).ToDictionary(id => id, _ => ports.Next()); // A block holds no more.
        Write();
    }

    public string Folder { get; }

    /// <summary>As the inventory tells them, with <c>{id}</c> for a server's own part.</summary>
    public (string Install, string Config, string Data, string Log) Paths { get; set; }

    /// <summary>Of its own: ensembles of one name share the folder of rendered files.</summary>
    public string Ensemble => string.Create(CultureInfo.InvariantCulture, $"lab-{taken[0].Client}");

    public string File => Path.Combine(Folder, "inventory.yml");

    /// <summary>Written by <see cref="Write"/>, like the others.</summary>
    public bool IsDynamic { get; set; }

    /// <summary>How many of the servers stand in the file.</summary>
    public int Wanted { get; set; }

    /// <summary>Ids of servers that do not stand in the file any more.</summary>
    public HashSet<int> Left { get; } = [];

    /// <summary>The release; written by <see cref="Write"/>.</summary>
    public string Version { get; set; }

    /// <summary>Ids of servers that do not vote.</summary>
    public HashSet<int> Observers { get; } = [];

    /// <summary>Group and weight by id, for hierarchical quorums; written by <see cref="Write"/>.</summary>
    public Dictionary<int, (int Group, int Weight)> Groups { get; } = [];

    /// <summary>Further settings of zoo.cfg; written by <see cref="Write"/>.</summary>
    public Dictionary<string, string> Settings { get; } =
        new() { ["tickTime"] = "500", ["initLimit"] = "20", ["syncLimit"] = "10" };

    /// <summary>Options of the Java machine; written by <see cref="Write"/>.</summary>
    public List<string> JavaFlags { get; } = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"];

    /// <summary>The suite may start it itself; otherwise it is deployed. Written by <see cref="Write"/>.</summary>
    public bool IsEmbedded { get; set; } = true;

    /// <summary>With an AdminServer, which is a third of what a start costs. Default: without.</summary>
    public bool HasAdmin { get; set; }

    /// <summary>The section <c>security</c> in YAML, without its name; null: none. Written by <see cref="Write"/>.</summary>
    public string? Security { get; set; }

    /// <summary>Further sections in YAML; null: none. Written by <see cref="Write"/>.</summary>
    public string? More { get; set; }

    /// <summary>The path of a release's archive; null: the suite assembles one. Written by <see cref="Write"/>.</summary>
    public string? Archive { get; set; }

    /// <summary>The section <c>metrics</c>, a look each second; written by <see cref="Write"/>.</summary>
    public bool HasMetrics { get; set; }

    /// <summary>Ports for Prometheus, by id.</summary>
    public IReadOnlyDictionary<int, int> MetricsPorts { get; }

    /// <summary>Ports for clients with TLS, by id.</summary>
    public IReadOnlyDictionary<int, int> SecurePorts { get; }

    /// <summary>Client ports by id.</summary>
    public IReadOnlyDictionary<int, int> ClientPorts =>
        taken.Select((port, index) => (Id: index + 1, moved.GetValueOrDefault(index + 1, port).Client))
            .ToDictionary(server => server.Id, server => server.Client);

    /// <summary>All ports of a server.</summary>
    public (int Client, int Quorum, int Election, int Admin) PortsOf(int id) =>
        moved.GetValueOrDefault(id, taken[id - 1]);

    /// <param name="present">Servers that run before the expansion; one is a standalone server.</param>
    /// <param name="wanted">Servers of the inventory.</param>
    public static SuiteInventory Of(string version, bool isDynamic, int present, int wanted) =>
        new(version, isDynamic, present, wanted);

    /// <summary>Of the release that the suite has installed for this ensemble.</summary>
    public string StartScript => Path.Combine(Paths.Install, $"current-{Ensemble}", "bin", "zkServer.sh");

    public string ConfigFolder(int id) => Of(Paths.Config, id);

    public string DataFolder(int id) => Of(Paths.Data, id);

    private static string Of(string path, int id) =>
        path.Replace("{id}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private IEnumerable<string> DataFolders =>
        [
            .. ClientPorts.Keys.Select(DataFolder),
            .. moved.Keys.Select(id => Path.Combine(Folder, $"{id}-moved", "data")),
        ];

    /// <summary>The process that runs as a server now; null when none does.</summary>
    public int? ProcessId(int id) => ProcessIn(DataFolder(id));

    private static int? ProcessIn(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "zookeeper_server.pid");
        return System.IO.File.Exists(file)
            && int.TryParse(System.IO.File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid)
            && Directory.Exists($"/proc/{pid}") ? pid : null;
    }

    /// <summary>The server gets other ports and folders, as on another host; written by <see cref="Write"/>.</summary>
    public void Move(int id) => moved[id] = (ports.Next(), ports.Next(), ports.Next(), ports.Next());

    /// <summary>SIGKILL to a server that runs.</summary>
    public void Kill(int id)
    {
        if (ProcessId(id) is { } process)
        {
            Signal.Send(process, Signal.Kill);
        }
    }

    /// <summary>SIGTERM to a server that runs; waits for its end.</summary>
    public async Task EndAsync(int id)
    {
        if (ProcessId(id) is { } process)
        {
            Signal.Send(process, Signal.Terminate);
            await Poll.UntilAsync(() => ProcessId(id) is null, $"Server {id} does not end after SIGTERM");
        }
    }

    /// <summary>Starts a server as its operator would, with the files that lie there and the suite's release.</summary>
    public async Task StartByHandAsync(int id)
    {
        using var start = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            StartScript, "start")
        {
            Environment =
            {
                ["ZOOCFGDIR"] = ConfigFolder(id),
                ["ZOOPIDFILE"] = Path.Combine(DataFolder(id), "zookeeper_server.pid"),
                ["ZOO_LOG_DIR"] = Of(Paths.Log, id),
            },
        })!;
        await start.WaitForExitAsync();
        if (start.ExitCode != 0)
        {
            throw new InvalidOperationException($"zkServer.sh start of server {id} ended with {start.ExitCode}");
        }
    }

    /// <summary>SIGSTOP to a server that runs: it keeps its connections and answers nothing.</summary>
    public void Freeze(int id)
    {
        if (ProcessId(id) is { } process)
        {
            Signal.Send(process, Signal.Stop);
        }
    }

    public void Write()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $$"""
            ensemble: {{Ensemble}}
            release: { version: {{Version}}{{(Archive is null ? "" : $", archive: \"{Archive}\"")}} }
            membership: {{(IsDynamic ? "dynamic" : "static")}}
            connection: { type: local }
            paths:
              install: "{{Paths.Install}}"
              config: "{{Paths.Config}}"
              data: "{{Paths.Data}}"
              log: "{{Paths.Log}}"
            settings: { {{string.Join(", ", Settings.Select(setting => $"{setting.Key}: {setting.Value}"))}} }
            java: { heap: 96m, flags: [{{string.Join(", ", JavaFlags.Select(flag => $"\"{flag}\""))}}] }
            """);
        if (IsDynamic)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"superuser: {{ passwordFile: \"{Folder}/superuser\" }}");
        }

        if (Security is not null)
        {
            text.AppendLine("security:").AppendLine("  " + Security.Replace("\n", "\n  ", StringComparison.Ordinal));
        }

        if (More is not null)
        {
            text.AppendLine(More);
        }

        if (HasMetrics)
        {
            text.AppendLine("metrics: { interval: 1 }");
        }

        text.AppendLine("servers:");
        foreach (var id in Enumerable.Range(1, Wanted).Where(id => !Left.Contains(id)))
        {
            var server = moved.GetValueOrDefault(id, taken[id - 1]);
            var role = Observers.Contains(id) ? "observer" : "participant";
            var paths = !moved.ContainsKey(id) ? "" : ", paths: { " + string.Join(
                ", ", new[] { "conf", "data", "log" }.Select(name =>
                    $"{(name == "conf" ? "config" : name)}: \"{Folder}/{id}-moved/{name}\"")) + " }";
            var group = Groups.TryGetValue(id, out var seat) ? $"group: {seat.Group}, weight: {seat.Weight}, " : "";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  - {{ id: {id}, host: 127.0.0.1, role: {role}, {group}" +
                $"ports: {{ client: {server.Client}, quorum: {server.Quorum}, " +
                $"election: {server.Election}, admin: {(HasAdmin ? server.Admin : 0)}" +
                $"{(HasMetrics ? $", metrics: {MetricsPorts[id]}" : "")}" +
                $"{(Security is null ? "" : $", secure: {SecurePorts[id]}")} }}{paths} }}");
        }

        var voters = Enumerable.Range(1, Wanted).Where(id => !Left.Contains(id) && !Observers.Contains(id)).ToList();
        var start = voters.Where(id => id <= present).DefaultIfEmpty(voters[0]);
        if (IsEmbedded)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"embedded: {{ start: [{string.Join(", ", start)}], znodes: 300 }}");
        }
        else if (IsDynamic)
        {
            System.IO.File.WriteAllText(Path.Combine(Folder, "superuser"), "s3cr3tOfTheLab\n");
        }

        System.IO.File.WriteAllText(File, text.ToString());
    }

    /// <summary>Ends every server of the inventory by its process id.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var pid in DataFolders.Select(ProcessIn).OfType<int>())
        {
            Signal.Send(pid, Signal.Kill);
        }

        await Poll.UntilAsync(
            () => DataFolders.All(folder => ProcessIn(folder) is null), "Servers do not end after SIGKILL");
        ports.Dispose();
    }
}
