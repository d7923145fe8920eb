namespace Lab;

/// <summary>Real servers on this machine, ended when this is disposed of, or when this process dies.</summary>
public sealed class RealEnsemble : IAsyncDisposable
{
    // Two cores and many servers: small heaps, and no time spent on optimising code that runs for seconds.
    private static readonly string[] SmallJava =
        ["-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData"];

    private readonly PortAllocator ports;

    private RealEnsemble(string version, PortAllocator ports, IReadOnlyList<RealServer> servers) =>
        (Version, this.ports, Servers) = (version, ports, servers);

    public string Version { get; }

    /// <summary>Ordered by id, from 1.</summary>
    public IReadOnlyList<RealServer> Servers { get; }

    /// <summary>Starts an ensemble of one release and waits until every server serves.</summary>
    /// <param name="version">One of <see cref="ZooKeeperVersions"/>.</param>
    /// <param name="servers">1 is a true standalone, unless the options say dynamic.</param>
    public static async Task<RealEnsemble> StartAsync(
        string version, int servers = 1, RealEnsembleOptions? options = null, CancellationToken ct = default)
    {
        var ensemble = await CreateAsync(version, servers, options, ct);
        try
        {
            await Task.WhenAll(ensemble.Servers.Select(server => server.StartAsync(ct)));
            return ensemble;
        }
        catch
        {
            await ensemble.DisposeAsync();
            throw;
        }
    }

    /// <summary>An ensemble whose files are written and whose servers the test starts.</summary>
    public static async Task<RealEnsemble> CreateAsync(
        string version, int servers = 1, RealEnsembleOptions? options = null, CancellationToken ct = default)
    {
        options ??= new();
        var release = await LabReleases.FolderAsync(version, ct);
        var home = options.JavaHome ?? await LabReleases.JavaHomeAsync(ct);
        string[] java = [Path.Combine(home, "bin", "java"), .. SmallJava, .. options.JavaFlags];
        var folder = TestFolder.Create(version);
        var ports = PortAllocator.Take();
        var members = Enumerable.Range(1, servers)
            .Select(id => new RealServer(id, Path.Combine(folder, $"{id}"), ports, release, java)).ToList();
        members.ForEach(member => ServerFiles.Write(member, members, System.Version.Parse(version), options));
        return new(version, ports, members);
    }

    /// <summary>The server that says it leads; null while none does.</summary>
    public async Task<RealServer?> LeaderAsync(CancellationToken ct = default)
    {
        foreach (var server in Servers)
        {
            if (server.Running && await server.ModeAsync(ct) == "leader")
            {
                return server;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Servers.Select(server => server.DisposeAsync().AsTask()));
        ports.Dispose();
    }
}
