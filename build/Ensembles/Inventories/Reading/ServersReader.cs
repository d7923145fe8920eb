using Ensembles.Findings;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>servers</c> with the ensemble's <c>paths</c> as their defaults.</summary>
internal sealed class ServersReader(FoundMap root, ReadContext context)
{
    private static readonly Dictionary<string, (string Remote, string Local)> Defaults = new()
    {
        ["install"] = ("/opt/zookeeper", ".local/releases"),
        ["config"] = ("/etc/zookeeper", ".local/{ensemble}/{id}/conf"),
        ["data"] = ("/var/lib/zookeeper", ".local/{ensemble}/{id}/data"),
        ["log"] = ("/var/log/zookeeper", ".local/{ensemble}/{id}/log"),
    };

    private readonly ServiceSpec usualService =
        ServiceReader.Read(root, ServerPaths.AnyId, context with { Faults = new("") }) ?? new ServiceSpec.ZkServer();

    private readonly FoundMap paths = root.Map("paths") ?? FoundMap.Empty("paths", root.At);

    public string? InstallPath => paths.Has("install") && paths.Text("install") is null
        ? null
        : PathReader.Read(paths.Text("install") ?? Default("install"), context, null, top: true);

    /// <summary>Folders of a server that the file does not name; only for a file without errors.</summary>
    public ServerPaths? UsualPaths =>
        ReadPaths(FoundMap.Empty("servers", root.At), ServerPaths.AnyId, context with { Faults = new("") });

    /// <summary>Of servers that name none, with <see cref="ServerPaths.AnyId"/> for the id.</summary>
    public ServiceSpec UsualService => usualService;

    /// <summary>Those with a usable id.</summary>
    public IReadOnlyList<FoundServer> Read() =>
    [
        .. (root.List("servers")?.Items.OfType<FoundMap>() ?? [])
            .Where(map => map.Number("id") is not null)
            .Select(Read),
    ];

    private FoundServer Read(FoundMap map)
    {
        int id = (int)map.Number("id")!.Value;
        string? host = map.Text("host") is { } text ? ReadHost(text) : null;
        string? client = map.Text("clientAddress") is { } address ? ReadAddress(address)
            : LoopbackAddress.Is(host) ? host
            : null;
        var ports = map.Map("ports");
        // A fault of the ensemble's service is reported once, not for each server.
        var service = map.Has("service")
            ? ServiceReader.Read(map, $"{id}", context) ?? new ServiceSpec.ZkServer()
            : ServiceReader.Read(root, $"{id}", context with { Faults = new("") }) ?? new ServiceSpec.ZkServer();
        return new FoundServer(map, id, host, client,
            new ServerPorts(Port("client", 2181), Port("quorum", 2888), Port("election", 3888), Port("admin", 8080))
            {
                Secure = Port("secure", 2281),
                Metrics = Port("metrics", (int)(root.Map("metrics")?.Number("port")?.Value ?? 7000)),
            },
            map.Text("role")?.Value == "observer" ? Role.Observer : Role.Participant,
            ReadPaths(map, $"{id}", context))
        {
            Service = service,
            ReleaseFolder = map.Map("release")?.Text("folder") is { } folder
                ? PathReader.Read(folder, context, $"{id}", top: true) : null,
            FilesAreOurs = (map.Text("files") ?? root.Text("files"))?.Value is { } files
                ? files == "ours" : service.IsOurs,
        };

        int Port(string name, int usual) => (int)(ports?.Number(name)?.Value ?? usual);
    }

    private string? ReadHost(FoundText text)
    {
        if (WildcardAddress.Is(Bare(text.Value)))
        {
            context.Faults.Error(
                InventoryCodes.WildcardAddress,
                text, $"{text.Shown} is every address, and no server's own", "use one that others can reach");
            return null;
        }

        return ReadAddress(text);
    }

    /// <summary>Of a server, or of where it listens: there a wildcard is right.</summary>
    private string? ReadAddress(FoundText text)
    {
        string host = Bare(text.Value);
        if (HostAddress.Fault(host) is { } fault)
        {
            context.Faults.Error(InventoryCodes.InvalidValue, text, fault.What, fault.Remedy);
            return null;
        }

        return host;
    }

    /// <returns>Null where a path is faulty.</returns>
    private ServerPaths? ReadPaths(FoundMap map, string id, ReadContext context)
    {
        if (!root.IsWhole("paths") || !map.IsWhole("paths"))
        {
            return null;
        }

        var own = map.Map("paths");
        string? config = Folder("config");
        string? data = Folder("data");
        string? log = Folder("log");
        var separate = own?.Text("dataLog") ?? paths.Text("dataLog");
        string? dataLog = separate is null ? data : PathReader.Read(separate, context, id);
        return config is null || data is null || dataLog is null || log is null
            ? null
            : new ServerPaths(config, data, dataLog, log) { ConfigFile = ConfigFile() };

        string ConfigFile() => (own?.Text("configFile") ?? paths.Text("configFile"))?.Value
            .Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{ensemble}", context.Ensemble, StringComparison.Ordinal) ?? ServerPaths.UsualConfigFile;

        string? Folder(string name) =>
            PathReader.Read(own?.Text(name) ?? paths.Text(name) ?? Default(name), context, id);
    }

    private FoundText Default(string name)
    {
        string path = context.Local ? Defaults[name].Local : Defaults[name].Remote;
        return new FoundText("paths." + name, paths.At, path, path);
    }

    private static string Bare(string host) => host is ['[', .., ']'] ? host[1..^1] : host;
}
